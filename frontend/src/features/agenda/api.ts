import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, filters, once, type Body, type Filters } from '@/lib/api/client'
import { keysOf } from '@/lib/api/keys'
import { paged } from '@/lib/api/paged'
import type { Schemas } from '@/lib/api/wire'

/** A line of the 攻关清单. */
export type HardProblem = Schemas['HardProblemView']
/** A published version of the list. */
export type HardProblemList = Schemas['HardProblemListView']

const lines = keysOf('hard-problems')

export const problemList = (f: Filters<'/hard-problems'>) =>
  paged(lines.list(f), (cursor, signal) => answer(api.GET('/hard-problems', { params: { query: filters<'/hard-problems'>({ ...f, cursor }) }, signal })))

export const problemVersions = (market: string) =>
  queryOptions({
    queryKey: lines.list('versions', market),
    queryFn: ({ signal }) => answer(api.GET('/hard-problem-lists', { params: { query: { market, limit: 20 } }, signal })),
  })

export const propose = (key: string) =>
  mutationOptions({ mutationFn: (body: Body<'/hard-problems'>) => answer(api.POST('/hard-problems', { body, headers: once(key) })), meta: { changes: ['hard-problems'] } })

export const publishList = (key: string) =>
  mutationOptions({ mutationFn: (body: Body<'/hard-problem-lists'>) => answer(api.POST('/hard-problem-lists', { body, headers: once(key) })), meta: { changes: ['hard-problems'] } })
