import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { count } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Failure, Loading } from '@/ui/state-view'
import { dealColumn } from './api'
import { DealCard } from './deal-summary'
import { dealOrder } from './states'

const texts = messages({
  none: ['暂无', 'None'],
  rest: ['还有 {n} 件，看全部', '{n} more, show all'],
  board: ['对接看板', 'Deal board'],
  lapsed: ['另有 {n} 件已逾期失效', '{n} more lapsed'],
})

const shown = 30

/** The pipeline: one column a state, the newest on top. */
export function DealBoard({ scope, empty }: { scope: string; empty: React.ReactNode }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const queries = useQueries({ queries: dealOrder.map((state) => dealColumn({ scope, state, limit: shown })) })
  // Lapsed deals have no column: lapsed is no stage.
  const lapsed = useQuery(dealColumn({ scope, state: 'lapsed', limit: 1 }))
  const failed = queries.find((q) => q.error && !q.data)
  if (failed) return <Failure error={failed.error} retry={() => queries.forEach((q) => void q.refetch())} />
  if (queries.some((q) => !q.data) || lapsed.isPending) return <Loading rows={6} />
  const gone = lapsed.data?.total ?? 0
  if (gone === 0 && queries.every((q) => q.data?.total === 0)) return <div className="panel">{empty}</div>
  return (
    <>
      {gone > 0 && (
        <p data-testid="lapsed">
          <Link to={`/deals?view=list&state=lapsed&scope=${scope}`}>{t('lapsed', { n: gone })}</Link>
        </p>
      )}
      <div className="board" role="group" aria-label={t('board')}>
        {dealOrder.map((state, i) => {
          const page = queries[i]?.data
          const items = page?.items ?? []
          const total = Math.max(page?.total ?? 0, items.length)
          return (
            <section key={state} className="board-column" data-state={state} aria-labelledby={`col-${state}`}>
              <h2 id={`col-${state}`}>
                <span>{say(word('dealStates', state))}</span>
                <span className="num muted">{count(total, lang)}</span>
              </h2>
              {items.length === 0 ? (
                <p className="muted" style={{ margin: 4 }}>
                  {t('none')}
                </p>
              ) : (
                <ul>
                  {items.map((d) => (
                    <li key={d.id}>
                      <Link className="card-link" to={`/deals/${d.id}`}>
                        <DealCard deal={d} />
                      </Link>
                    </li>
                  ))}
                </ul>
              )}
              {total > items.length && (
                <p style={{ margin: '8px 4px 0' }}>
                  <Link to={`/deals?view=list&state=${state}&scope=${scope}`}>{t('rest', { n: total - items.length })}</Link>
                </p>
              )}
            </section>
          )
        })}
      </div>
    </>
  )
}
