import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useIndustryName } from '@/lib/reference'
import { word } from '@/lib/vocabulary'
import { ScoreRing } from '@/ui/score-ring'
import { ToneTag } from '@/ui/state-tag'
import { RegionName } from '@/ui/listing-summary'
import { MatchActions } from './match-actions'
import { MatchParts } from './match-parts'
import { MatchRequirements } from './match-requirements'
import type { Match, MatchSide } from './api'
import { ringParts } from './ring-parts'
import { MatchVerdict } from './match-verdict'
import { listingTexts } from '@/lib/listing-texts'
import './matches.css'

const texts = messages({
  score: ['匹配度 {n} 分（满分 100）', 'Match score {n} of 100'],
  reasons: ['双方都写到', 'Both texts say'],
  requirements: ['逐条对照指标', 'Requirement by requirement'],
  against: ['要留意', 'Mind'],
  ask: ['谈之前先问对方', 'Ask the other side first'],
  missing: ['还没写的', 'Not written yet'],
  parts: ['分数怎么来的', 'How the score is made'],
  hide: ['收起', 'Hide'],
  demand: ['需求', 'Demand'],
  achievement: ['成果', 'Achievement'],
  refusedDemand: ['需求方已排除：{why}', 'Put aside by the demand side: {why}'],
  refusedAchievement: ['成果方已排除：{why}', 'Put aside by the achievement side: {why}'],
  declined: ['您已排除：{why}', 'You put it aside: {why}'],
})

function SideTitle({ kind, side, tagged }: { kind: 'demand' | 'achievement'; side: MatchSide; tagged: boolean }) {
  const t = useT(texts)
  const w = useT(listingTexts)
  const say = useSay()
  const industry = useIndustryName()
  return (
    <div className="match-side">
      <h3>
        {tagged && <span className="side-tag">{t(kind)}</span>}
        <Link className="listing-title" style={{ maxWidth: 'none' }} to={`/${kind}s/${side.id}`}>
          {side.title}
        </Link>
      </h3>
      <div className="row muted" style={{ gap: '2px 12px' }}>
        <span>{side.lead ? <ToneTag tone="wait">{w('lead')}</ToneTag> : side.ownerName || w('ownerHidden')}</span>
        {side.industry && <span>{industry(side.industry) || side.industryName}</span>}
        <span>
          <RegionName code={side.region} name={side.regionName} />
        </span>
        {side.trl ? <span>{say(word('trls', side.trl))}</span> : null}
      </div>
    </div>
  )
}

function Lines({ title, lines, mark }: { title: string; lines: string[] | undefined; mark: string }) {
  if (!lines || lines.length === 0) return null
  return (
    <div className={`match-block ${mark}`}>
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
  const say = useSay()
  const [parts, setParts] = useState(open ?? false)
  const reasons = [...new Set(m.reasons.map((r) => (r.other && r.other !== r.text ? `${r.text} ≈ ${r.other}` : r.text)))]
  const why = (d: { category: string; categoryName: string; note?: string }) => [say(word('dealCategories', d.category, d.categoryName)), d.note].filter(Boolean).join(say(['：', ': ']))
  const both = seenFrom === 'both'
  return (
    <article className="match" aria-label={m.achievement.title}>
      <div className="match-score">
        <ScoreRing score={m.score} parts={ringParts(m)} label={t('score', { n: m.score })} />
        <MatchVerdict match={m} />
      </div>
      <div style={{ minWidth: 0 }}>
        {seenFrom !== 'demand' && <SideTitle kind="demand" side={m.demand} tagged={both} />}
        {seenFrom !== 'achievement' && <SideTitle kind="achievement" side={m.achievement} tagged={both} />}
        {m.declined && <p className="changed">{t('declined', { why: why(m.declined) })}</p>}
        {m.refused?.map((r) => (
          <p className="changed" key={r.side}>
            {t(r.side === 'demand' ? 'refusedDemand' : 'refusedAchievement', { why: why(r) })}
          </p>
        ))}
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
          <Lines title={t('against')} lines={m.against} mark="against" />
          <Lines title={t('ask')} lines={m.ask} mark="ask" />
          <Lines title={t('missing')} lines={m.missing} mark="" />
        </div>
        <div className="row match-actions">
          <MatchActions match={m} />
          <Button type="link" aria-expanded={parts} onClick={() => setParts(!parts)}>
            {parts ? t('hide') : t('parts')}
          </Button>
        </div>
        {parts && (
          <div className="match-block">
            <h4>{t('parts')}</h4>
            <MatchParts match={m} />
          </div>
        )}
      </div>
    </article>
  )
}
