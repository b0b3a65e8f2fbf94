import { messages, useT } from '@/lib/i18n/language'
import { Panel } from '@/ui/page'
import { noPoints, points } from '@/ui/points-input'
import type { Desk } from './api'
import { total } from './total'

const texts = messages({
  title: ['我的评分', 'My scores'],
  team: ['揭榜方', 'Team'],
  total: ['总分', 'Total'],
  comment: ['评语', 'Comment'],
})

/** What the expert handed in himself. */
export function OwnMarks({ desk: d }: { desk: Desk }) {
  const t = useT(texts)
  const criteria = d.rules.criteria ?? []
  if (d.seat.marks.length === 0) return null
  return (
    <Panel title={t('title')}>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t('title')}>
        <table className="line-table">
          <thead>
            <tr>
              <th scope="col">{t('team')}</th>
              {criteria.map((c, i) => (
                <th key={i} scope="col" className="right">{`${c.name} ${c.weight}%`}</th>
              ))}
              <th scope="col" className="right">
                {t('total')}
              </th>
              <th scope="col">{t('comment')}</th>
            </tr>
          </thead>
          <tbody>
            {d.teams.map((team) => {
              const m = d.seat.marks.find((x) => x.bid === team.bid)
              const sum = total(d.rules, m?.scores)
              return (
                <tr key={team.bid}>
                  <th scope="row">{team.name}</th>
                  {criteria.map((_, i) => {
                    const s = m?.scores?.[i] ?? noPoints
                    return (
                      <td key={i} className="right num">
                        {s === noPoints ? '—' : points(s)}
                      </td>
                    )
                  })}
                  <td className="right num">{sum === null ? '—' : points(sum)}</td>
                  <td className="prewrap">{m?.comment}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
