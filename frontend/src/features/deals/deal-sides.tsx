import { CheckCircleFilled, ClockCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { terms, word } from '@/lib/vocabulary'
import { Panel } from '@/ui/page'
import type { Deal, Ref, Side } from './api'

const texts = messages({
  demand: ['需求方', 'Demand side'],
  achievement: ['成果方', 'Achievement side'],
  version: ['{serial} · 第 {n} 版', '{serial} · version {n}'],
  yes: ['已同意对接', 'Consented'],
  open: ['尚未回应', 'Not answered yet'],
  score: ['匹配分', 'Match score'],
  atOpening: ['发起时的数值', 'as of the opening'],
  noScore: ['未经匹配，直接发起', 'Opened without a match'],
  introducer: ['引介人', 'Introduced by'],
  permanent: ['引介记录永久保留，双方可见', 'Kept for ever and seen by both sides'],
  broker: ['技术经理人', 'Broker'],
  noBroker: ['没有技术经理人参与', 'No broker takes part'],
  who: ['谁促成的', 'Who brought it about'],
  parts: ['匹配分的组成', 'Parts of the score'],
  confidence: ['把握 {n}%', 'Confidence {n}%'],
})

function SideBox({ role, side, of, at, yes, pending }: { role: string; side: Side; of: Ref; at: string; yes: boolean; pending: boolean }) {
  const t = useT(texts)
  return (
    <div className="deal-side">
      <div className="muted">{role}</div>
      <h2>{side.name}</h2>
      <Link to={at}>{of.title}</Link>
      <div className="muted num">{t('version', { serial: of.serial, n: of.version })}</div>
      {(pending || yes) && (
        <div className={`gap-above ${yes ? 'good-text' : 'wait-text'}`}>
          {yes ? <CheckCircleFilled /> : <ClockCircleOutlined />} {t(yes ? 'yes' : 'open')}
        </div>
      )}
    </div>
  )
}

export function DealSides({ deal: d }: { deal: Deal }) {
  const t = useT(texts)
  const pending = d.state === 'intent'
  return (
    <div className="deal-sides">
      <SideBox role={t('demand')} side={d.demandSide} of={d.demand} at={`/demands/${d.demand.id}`} yes={d.demandYes} pending={pending} />
      <div className="deal-score">
        {d.match ? (
          <>
            <b className="num">{d.match.score}</b>
            <span>{t('score')}</span>
            <span className="muted small">
              {t('atOpening')}
            </span>
          </>
        ) : (
          <span className="muted">{t('noScore')}</span>
        )}
      </div>
      <SideBox role={t('achievement')} side={d.achievementSide} of={d.achievement} at={`/achievements/${d.achievement.id}`} yes={d.achievementYes} pending={pending} />
    </div>
  )
}

/** The parts of a score as the match page orders them. */
const inOrder = (parts: Record<string, number>) => {
  const order = terms('scoreParts').map(([code]) => code)
  return Object.entries(parts).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
}

/** Who introduced the parties, and when: never changed, never hidden. */
export function DealCredit({ deal: d }: { deal: Deal }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const i = d.introducer
  const rows: [string, ReactNode][] = [
    [t('introducer'), [i.name, say(word('roles', i.role)), i.orgName].filter(Boolean).join(' · ')],
    ['', <span className="nowrap muted" key="at">{timeOf(i.at, lang)}</span>],
    [t('broker'), d.broker?.name || <span className="muted" key="b">{t('noBroker')}</span>],
  ]
  const parts = inOrder(d.match?.features ?? {})
  return (
    <Panel title={t('who')}>
      <dl className="facts" style={{ gridTemplateColumns: '1fr', gap: 8 }}>
        {rows.map(([k, v]) => (
          <div key={k}>
            {k && <dt>{k}</dt>}
            <dd>{v}</dd>
          </div>
        ))}
      </dl>
      <p className="muted" style={{ margin: '10px 0 0', fontSize: '0.87rem' }}>
        {t('permanent')}
      </p>
      {d.match && parts.length > 0 && (
        <>
          <h3 className="sub-title gap-above">{t('parts')}</h3>
          {d.match.confidence > 0 && <div className="muted">{t('confidence', { n: Math.round(d.match.confidence * 100) })}</div>}
          <ul className="feature-bars">
            {parts.map(([k, v]) => (
              <li key={k}>
                <span>{say(word('scoreParts', k))}</span>
                <span className="bar" aria-hidden="true">
                  <i style={{ width: `${Math.round(Math.max(0, Math.min(1, v)) * 100)}%` }} />
                </span>
                <span className="num">{Math.round(v * 100)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
