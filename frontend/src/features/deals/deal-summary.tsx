import { ago } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { dealCategories, word } from '@/lib/vocabulary'
import { ToneTag } from '@/ui/state-tag'
import { dealStates, dealTone, type Deal } from './types'

const texts = messages({
  score: ['匹配 {n}', 'Match {n}'],
  waits: ['等您回应', 'Waits for you'],
  broker: ['经理人 {name}', 'Broker {name}'],
})

export function DealStateTag({ deal: d }: { deal: Deal }) {
  const say = useSay()
  return <ToneTag tone={dealTone[d.state] ?? 'neutral'}>{say(word(dealStates, d.state, d.stateName))}</ToneTag>
}

/** The deal waits for an answer of the reader's own side. */
export const waitsForMe = (d: Deal) => d.state === 'intent' && d.steps.some((s) => s.step === 'accept')

/** One deal in a column of the board or in a list on a phone. */
export function DealCard({ deal: d, withState }: { deal: Deal; withState?: boolean }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  return (
    <>
      <div className="row between" style={{ flexWrap: 'nowrap', alignItems: 'flex-start' }}>
        <span className="deal-pair">
          {d.demand.title}
          <span className="arrow" aria-hidden="true">
            {' ⇄ '}
          </span>
          {d.achievement.title}
        </span>
        {withState && <DealStateTag deal={d} />}
      </div>
      <div className="meta muted" style={{ fontSize: '0.87rem' }}>
        <div>
          {d.demandSide.name} · {d.achievementSide.name}
        </div>
        <div className="row" style={{ gap: '2px 10px' }}>
          <span className="num">{d.serial}</span>
          {d.match && <span>{t('score', { n: d.match.score })}</span>}
          {d.broker && <span>{t('broker', { name: d.broker.name })}</span>}
          <span>{ago(d.updatedAt, lang)}</span>
          {d.end && <span>{say(word(dealCategories, d.end.category, d.endName))}</span>}
        </div>
      </div>
      {waitsForMe(d) && <ToneTag tone="wait">{t('waits')}</ToneTag>}
    </>
  )
}
