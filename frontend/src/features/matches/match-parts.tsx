import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { partColor } from '@/ui/score-ring'
import type { Match } from './api'
import { ringParts } from './ring-parts'

const texts = messages({
  unknown: ['资料不足、没有计入：{list}', 'Not known and left out: {list}'],
  share: ['{n}% · 占 {w}%', '{n}% · weight {w}%'],
})

/** The parts of a score in words: how far each is met and how much it counts. */
export function MatchParts({ match: m }: { match: Match }) {
  const t = useT(texts)
  const say = useSay()
  const parts = ringParts(m)
  const sum = parts.filter((p) => p.score !== null).reduce((n, p) => n + p.weight, 0) || 1
  const unknown = parts.filter((p) => p.score === null)
  return (
    <>
      <ul className="parts">
        {parts.map(
          (p, i) =>
            p.score !== null && (
              <li key={p.name}>
                <span className="dot" style={{ background: partColor(i) }} aria-hidden="true" />
                <span>{say(word('scoreParts', p.name, p.label))}</span>
                <span className="bar" aria-hidden="true">
                  <i style={{ width: `${Math.round(p.score * 100)}%`, background: partColor(i) }} />
                </span>
                <span className="num">{t('share', { n: Math.round(p.score * 100), w: Math.round((p.weight / sum) * 100) })}</span>
              </li>
            ),
        )}
      </ul>
      {unknown.length > 0 && (
        <p className="muted gap-above">
          {t('unknown', { list: unknown.map((p) => say(word('scoreParts', p.name, p.label))).join(say(['、', ', '])) })}
        </p>
      )}
    </>
  )
}
