import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, filters, type Filters } from '@/lib/api/client'
import { keysOf } from '@/lib/api/keys'
import { paged } from '@/lib/api/paged'
import type { Schemas } from '@/lib/api/wire'

/** A request to become the owner of a 公开线索. */
export type Claim = Schemas['ClaimView']

const keys = keysOf('claims')

export const claimList = (f: Filters<'/claims'>) =>
  paged(keys.list(f), (cursor, signal) => answer(api.GET('/claims', { params: { query: filters<'/claims'>({ ...f, cursor }) }, signal })))

export const claimQuery = (id: string) =>
  queryOptions({ queryKey: keys.one(id), queryFn: ({ signal }) => answer(api.GET('/claims/{id}', { params: { path: { id } }, signal })) })

export const seeClaim = (id: string) =>
  mutationOptions({ mutationFn: () => answer(api.POST('/claims/{id}/seen', { params: { path: { id } } })), meta: { changes: ['claims'] } })
