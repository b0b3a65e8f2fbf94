// Figures of registered contracts. Each measure adds up with itself only.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api, filters, type Filters } from '@/lib/api/client'
import { sheet, type Download } from '@/lib/api/files'
import { keysOf } from '@/lib/api/keys'
import { paged } from '@/lib/api/paged'
import type { Schemas } from '@/lib/api/wire'

export type Table = Schemas['StatTableView']
export type Row = Schemas['StatRowView']
export type ContractRow = Schemas['ContractRowView']
export type Month = Schemas['MonthView']

const keys = keysOf('stats')

export const figureQuery = (f: Filters<'/stats/contracts'>) =>
  queryOptions({
    queryKey: keys.list('figure', f),
    queryFn: ({ signal }) => answer(api.GET('/stats/contracts', { params: { query: filters<'/stats/contracts'>(f) }, signal })),
    placeholderData: keepPreviousData,
  })

export const figureSheet = (f: Filters<'/stats/export.xlsx'>) => sheet('/stats/export.xlsx', f)

type RowFilters = Filters<'/stats/contracts/rows'>

const rows = (f: RowFilters, signal: AbortSignal) => answer(api.GET('/stats/contracts/rows', { params: { query: filters<'/stats/contracts/rows'>(f) }, signal }))

export const rowList = (f: RowFilters) => paged(keys.list('rows', f), (cursor, signal) => rows({ ...f, cursor }, signal))

/** The sums of the contracts behind a figure. */
export const rowSums = (f: RowFilters) => queryOptions({ queryKey: keys.list('sums', f), queryFn: ({ signal }) => rows({ ...f, limit: 1 }, signal) })

export const funnelQuery = queryOptions({ queryKey: keys.list('funnel'), queryFn: ({ signal }) => answer(api.GET('/stats/funnel', { signal })) })

export const monthQuery = queryOptions({ queryKey: keysOf('months').list(), queryFn: ({ signal }) => answer(api.GET('/months', { signal })) })

export const monthSheet = (id: string): Download => ({ path: '/months/{id}/sheet.xlsx', params: { path: { id } } })
