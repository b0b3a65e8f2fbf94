import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Grid, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Paged } from '@/lib/api/paged'
import { count } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import type { ListFilters } from '@/lib/url-filters'
import { ScrollTable } from './scroll-table'
import { Empty, Failure, Loading } from './state-view'

const texts = messages({
  total: ['共 {n} 条', '{n} in all'],
  more: ['再显示一些', 'Show more'],
  clear: ['清除条件', 'Clear filters'],
})

/** A column that no row of the list has a value for is left out: a column of dashes says nothing. */
export type Column<T> = TableColumnsType<T>[number] & { has?: (row: T) => boolean }

interface Props<T> {
  list: Paged<T>
  rowKey: (row: T) => string
  columns: Column<T>[]
  /** One row as a card, for phones. Without it the table is used everywhere. */
  card?: (row: T) => ReactNode
  /** Where a row leads. */
  to?: (row: T) => string
  /** What is said when there is nothing yet; without it a list is always narrowed. */
  empty?: ReactNode
  /** The filters above, and what is said when they leave nothing. */
  narrowed?: { filters: Pick<ListFilters<string>, 'active' | 'clear'>; none: string; clear?: string }
  /** Stands beside the total: export and other actions on the list. */
  extra?: ReactNode
  /** true shows cards on wide screens too. */
  cards?: boolean
  enabled?: boolean
  /** Something above is not known yet: the list waits for it, so that it never moves. */
  hold?: boolean
  caption: string
}

/** A list of the API: a table where there is room, cards on a phone, and a button for the next page. */
export function ResourceList<T extends object>({ list: options, rowKey, columns, card, to, empty, narrowed, extra, cards, enabled = true, hold, caption }: Props<T>) {
  const t = useT(texts)
  const lang = useLanguage()
  const wide = Grid.useBreakpoint().lg ?? window.innerWidth >= 992
  const list = useInfiniteQuery({ ...options, enabled })
  if (list.error && !list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  if (!list.data || hold) return <Loading key={hold ? 'above' : 'list'} rows={6} tall />
  const rows = list.data.pages.flatMap((p) => p.items)
  const total = list.data.pages[0]?.total ?? rows.length
  if (rows.length === 0)
    return (
      <div className="panel" aria-busy={list.isFetching}>
        {extra && <div className="row" style={{ justifyContent: 'flex-end' }}>{extra}</div>}
        {narrowed && (narrowed.filters.active || empty === undefined) ? <Empty title={narrowed.none} actions={<Button onClick={narrowed.filters.clear}>{narrowed.clear ?? t('clear')}</Button>} /> : empty}
      </div>
    )
  return (
    <section aria-label={caption} aria-busy={list.isFetching}>
      <div className="row between gap-below">
        <span className="muted" role="status">
          {t('total', { n: count(total, lang) })}
        </span>
        {extra && <span className="row">{extra}</span>}
      </div>
      {card && (cards || !wide) ? (
        <ul className="cards">
          {rows.map((r) => (
            <li key={rowKey(r)}>
              {to ? (
                <Link className="card-link" to={to(r)}>
                  {card(r)}
                </Link>
              ) : (
                <div className="card-link">{card(r)}</div>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <ScrollTable<T> label={caption ?? ''} rowKey={rowKey} columns={columns.filter((c) => !c.has || rows.some(c.has))} dataSource={rows} pagination={false} size="middle" scroll={{ x: true }} />
      )}
      {list.hasNextPage && (
        <div style={{ textAlign: 'center', marginTop: 16 }}>
          <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
            {t('more')}
          </Button>
        </div>
      )}
    </section>
  )
}
