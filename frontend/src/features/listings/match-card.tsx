import { RightOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { newKey, post } from '@/lib/api/client'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useIndustryName } from '@/lib/reference'
import { useIs } from '@/lib/session'
import { trl, word } from '@/lib/vocabulary'
import { ScoreRing } from '@/ui/score-ring'
import { ToneTag } from '@/ui/state-tag'
import { RegionName } from './listing-summary'
import { MatchParts } from './match-parts'
import { MatchRequirements } from './match-requirements'
import { ringParts, type Match, type MatchSide } from './match-types'
import { listingTexts } from './texts'
import './listings.css'

const texts = messages({
  score: ['匹配度 {n} 分（满分 100）', 'Match score {n} of 100'],
  confidence: ['把握 {n}%', 'Confidence {n}%'],
  confidenceHint: ['有多少部分是有资料可判断的', 'The share of parts that could be judged'],
  reasons: ['为什么匹配：双方都写到', 'Why: both texts say'],
  requirements: ['逐条对照指标', 'Requirement by requirement'],
  noRequirements: ['需求没有可比较的指标。', 'The demand has no comparable requirements.'],
  against: ['不利因素', 'What speaks against it'],
  missing: ['还缺的资料', 'What is missing'],
  ask: ['建议先问对方', 'Ask the other side'],
  parts: ['分数怎么来的', 'How the score is made'],
  hide: ['收起', 'Hide'],
  weak: ['只是部分相近', 'Only partly near'],
  outdated: ['一方内容刚更新，正在重新计算', 'One side has changed; being scored again'],
  deal: ['发起对接', 'Start a deal'],
  openDeal: ['查看对接 {serial}', 'Open deal {serial}'],
  leadNo: ['公开线索须先由单位认领，才能对接', 'A public lead must be claimed by its organisation first'],
  started: ['已发起对接，等对方回应。', 'The deal is opened; the other side is asked.'],
})

function SideTitle({ kind, side }: { kind: 'demand' | 'achievement'; side: MatchSide }) {
  const w = useT(listingTexts)
  const say = useSay()
  const industry = useIndustryName()
  return (
    <>
      <h3>
        <Link className="listing-title" style={{ maxWidth: 'none' }} to={`/${kind}s/${side.id}`}>
          {side.title}
        </Link>
      </h3>
      <div className="row muted" style={{ gap: '2px 12px' }}>
        <span>{side.lead ? <ToneTag tone="wait">{w('lead')}</ToneTag> : side.ownerName || w('ownerHidden')}</span>
        {side.industry && <span>{side.industryName || industry(side.industry)}</span>}
        <span>{side.regionName || <RegionName code={side.region} />}</span>
        {side.trl ? <span>{say(word(trl, side.trl))}</span> : null}
      </div>
    </>
  )
}

function Lines({ title, lines }: { title: string; lines: string[] | undefined }) {
  if (!lines || lines.length === 0) return null
  return (
    <div className="match-block">
      <h4>{title}</h4>
      <ul className="plain">
        {lines.map((l) => (
          <li key={l}>{l}</li>
        ))}
      </ul>
    </div>
  )
}

/** One pair with everything that speaks for and against it. `seenFrom` is the side the reader stands on; both shows both. */
export function MatchCard({ match: m, seenFrom, open }: { match: Match; seenFrom: 'demand' | 'achievement' | 'both'; open?: boolean }) {
  const t = useT(texts)
  const [parts, setParts] = useState(open ?? false)
  const broker = useIs('broker')
  // Either side or a broker opens a deal; the server decides in the end.
  const mayDeal = broker || m.demand.mine || m.achievement.mine
  const go = useNavigate()
  const client = useQueryClient()
  const { message } = App.useApp()
  const key = useRef(newKey())
  const start = useMutation({
    mutationFn: () => post<{ id: string }>('/deals', { match: m.id }, { idempotencyKey: key.current }),
    onSuccess: (d) => {
      message.success(t('started'))
      void client.invalidateQueries()
      void go(`/deals/${d.id}`)
    },
    onError: (e) => message.error(e.message, 6),
  })
  const lead = m.demand.lead || m.achievement.lead
  const reasons = [...new Set(m.reasons.map((r) => (r.other && r.other !== r.text ? `${r.text} ≈ ${r.other}` : r.text)))]
  return (
    <article className="match" aria-label={m.achievement.title}>
      <div className="match-score">
        <ScoreRing score={m.score} parts={ringParts(m)} label={t('score', { n: m.score })} />
        <div className="muted num" title={t('confidenceHint')}>
          {t('confidence', { n: Math.round(m.confidence * 100) })}
        </div>
        {m.weak && <ToneTag tone="wait">{t('weak')}</ToneTag>}
        {m.outdated && <div className="muted">{t('outdated')}</div>}
      </div>
      <div style={{ minWidth: 0 }}>
        {seenFrom !== 'demand' && <SideTitle kind="demand" side={m.demand} />}
        {seenFrom === 'both' && <div style={{ height: 8 }} />}
        {seenFrom !== 'achievement' && <SideTitle kind="achievement" side={m.achievement} />}
        {reasons.length > 0 && (
          <div className="match-block">
            <h4>{t('reasons')}</h4>
            <ul className="shared">
              {reasons.map((r) => (
                <li key={r}>{r}</li>
              ))}
            </ul>
          </div>
        )}
        {m.requirements.length > 0 && (
          <div className="match-block">
            <h4>{t('requirements')}</h4>
            <MatchRequirements rows={m.requirements} />
          </div>
        )}
        <div className="match-lines">
          <Lines title={t('against')} lines={m.against} />
          <Lines title={t('missing')} lines={m.missing} />
          <Lines title={t('ask')} lines={m.ask} />
        </div>
        {parts && (
          <div className="match-block">
            <h4>{t('parts')}</h4>
            <MatchParts match={m} />
          </div>
        )}
        <div className="row" style={{ marginTop: 14 }}>
          {m.deal ? (
            <Link to={`/deals/${m.deal.id}`}>
              <Button type="primary" icon={<RightOutlined />} iconPlacement="end">
                {t('openDeal', { serial: m.deal.serial })}
              </Button>
            </Link>
          ) : lead ? (
            <span className="muted">{t('leadNo')}</span>
          ) : (
            mayDeal && (
              <Button type="primary" loading={start.isPending} onClick={() => start.mutate()} data-testid="start-deal">
                {t('deal')}
              </Button>
            )
          )}
          <Button type="link" aria-expanded={parts} onClick={() => setParts(!parts)}>
            {parts ? t('hide') : t('parts')}
          </Button>
        </div>
      </div>
    </article>
  )
}
