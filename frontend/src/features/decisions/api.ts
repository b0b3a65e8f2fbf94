import { queryOptions } from '@tanstack/react-query'
import { answer, api, filters, type Filters } from '@/lib/api/client'
import { keysOf } from '@/lib/api/keys'
import { paged } from '@/lib/api/paged'
import type { Schemas } from '@/lib/api/wire'

/** 审定: a decision that was asked of a body. */
export type Decision = Schemas['DecisionView']

const keys = keysOf('decisions')

export const decisionList = (f: Filters<'/decisions'>) =>
  paged(keys.list(f), (cursor, signal) => answer(api.GET('/decisions', { params: { query: filters<'/decisions'>({ ...f, cursor }) }, signal })))

export const decisionQuery = (id: string) =>
  queryOptions({ queryKey: keys.one(id), queryFn: ({ signal }) => answer(api.GET('/decisions/{id}', { params: { path: { id } }, signal })) })
