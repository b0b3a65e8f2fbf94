import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { shares } from './shares'

const texts = messages({
  part: ['比什么', 'Part'],
  now: ['占', 'Counts'],
  next: ['新的', 'New'],
})

/** How much each part of a score counts, as shares of the whole; with `next`, beside what learning found. */
export function Weights({ now, next }: { now: Record<string, number>; next?: Record<string, number> }) {
  const t = useT(texts)
  const say = useSay()
  const rows = shares(now, next)
  const most = Math.max(...rows.map((r) => Math.max(r.now, r.next ?? 0)), 1)
  return (
    <table className="line-table weights">
      <thead>
        <tr>
          <th scope="col">{t('part')}</th>
          <th scope="col">{t('now')}</th>
          {next && <th scope="col">{t('next')}</th>}
          <td aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {rows.map((r) => (
          <tr key={r.name}>
            <th scope="row">{say(word('scoreParts', r.name))}</th>
            <td className="num">{r.now}%</td>
            {next && <td className={`num ${r.next !== r.now ? 'moved' : ''}`}>{r.next}%</td>}
            <td aria-hidden="true">
              <i className="bar" style={{ width: `${(r.now / most) * 100}%` }} />
              {next && <i className="bar new" style={{ width: `${((r.next ?? 0) / most) * 100}%` }} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
