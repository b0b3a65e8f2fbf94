import { can } from '@/lib/api/contracts'
import { ago } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { ToneTag } from '@/ui/state-tag'
import type { Deal } from './api'
import { dealTone } from './states'

const texts = messages({
  score: ['匹配 {n}', 'Match {n}'],
  waits: ['等您回应', 'Waits for you'],
  waitsOf: ['等 {name} 回应', 'Waits for {name}'],
  due: ['{date} 前回应', 'Until {date}'],
  broker: ['经理人 {name}', 'Broker {name}'],
})

export function DealStateTag({ deal: d }: { deal: Deal }) {
  const say = useSay()
  return <ToneTag tone={dealTone[d.state] ?? 'neutral'}>{say(word('dealStates', d.state))}</ToneTag>
}

/** The deal waits for an answer of the reader's own side. */
export const waitsForMe = (d: Deal) => can(d, 'accept', 'accept-terms')

/** Whose answer the deal waits for, in words. */
export function WaitsFor({ deal: d }: { deal: Deal }) {
  const t = useT(texts)
  if (d.waitsFor.length === 0) return <>—</>
  if (waitsForMe(d)) return <ToneTag tone="wait">{t('waits')}</ToneTag>
  return (
    <>
      {d.waitsFor.map((s) => (
        <div key={s}>{t('waitsOf', { name: s === 'demand' ? d.demandSide.name : d.achievementSide.name })}</div>
      ))}
    </>
  )
}

/** One deal in a column of the board or in a list on a phone. */
export function DealCard({ deal: d, withState }: { deal: Deal; withState?: boolean }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  return (
    <>
      <div className="row between row-card">
        <span className="deal-pair">
          {d.demand.title}
          <span className="arrow" aria-hidden="true">
            {' ⇄ '}
          </span>
          {d.achievement.title}
        </span>
        {withState && <DealStateTag deal={d} />}
      </div>
      <div className="meta muted small">
        <div>
          {d.demandSide.name} · {d.achievementSide.name}
        </div>
        <div className="row" style={{ gap: '2px 10px' }}>
          <span className="num">{d.serial}</span>
          {d.match && <span>{t('score', { n: d.match.score })}</span>}
          {d.broker && <span>{t('broker', { name: d.broker.name })}</span>}
          <span>{ago(d.updatedAt, lang)}</span>
          {d.end && <span>{say(word(['dealCategories', 'dealEndings'], d.end.category, d.endName))}</span>}
        </div>
      </div>
      {d.waitsFor.length > 0 && (
        <div className="muted small">
          <WaitsFor deal={d} />
        </div>
      )}
      {d.due && <div className="muted small">{t('due', { date: d.due })}</div>}
    </>
  )
}
