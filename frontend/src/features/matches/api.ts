import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, filters, once, type Filters, type Body } from '@/lib/api/client'
import { sheet } from '@/lib/api/files'
import { keysOf } from '@/lib/api/keys'
import { nounOf, pathOf, type Listing } from '@/lib/api/listings'
import { paged } from '@/lib/api/paged'
import type { Schemas } from '@/lib/api/wire'

export type Match = Schemas['MatchView']
export type MatchSide = Schemas['MatchSide']
export type MatchQuote = Schemas['MatchQuote']
export type MatchRequirement = Schemas['MatchRequirement']
export type MatchList = Schemas['ListingMatches']

const keys = keysOf('matches')
const ofMatches = { meta: { changes: ['matches'] } } as const

export const matchList = (f: Filters<'/matches'>) =>
  paged(keys.list(f), (cursor, signal) => answer(api.GET('/matches', { params: { query: filters<'/matches'>({ ...f, cursor }) }, signal })))

export const matchSheet = (f: Filters<'/matches/export.xlsx'>) => sheet('/matches/export.xlsx', f)

export const matchQuery = (id: string) =>
  queryOptions({ queryKey: keys.one(id), queryFn: ({ signal }) => answer(api.GET('/matches/{id}', { params: { path: { id } }, signal })) })

/** The matches of one listing: so many, or those that were put aside. */
export const matchesOf = (l: Pick<Listing, 'id' | 'kind'>, limit: number, aside: boolean) =>
  queryOptions({
    queryKey: keys.list(nounOf(l.kind), l.id, aside, limit),
    queryFn: ({ signal }) => answer(api.GET(`${pathOf(l.kind)}/{id}/matches`, { params: { path: { id: l.id }, query: aside ? { declined: true } : { limit } }, signal })),
    placeholderData: (old: MatchList | undefined, last) => (last?.queryKey[4] === aside ? old : undefined),
    // A listing published a moment ago is being matched: look again until it is done.
    refetchInterval: (q) => (q.state.data?.pending ? 1500 : false),
  })

/** Whom to ask about a demand. */
export const expertsQuery = (demand: string) =>
  queryOptions({ queryKey: keys.list('experts', demand), queryFn: ({ signal }) => answer(api.GET('/demands/{id}/experts', { params: { path: { id: demand } }, signal })) })

export const declineMatch = (id: string) =>
  mutationOptions({ mutationFn: (body: Body<'/matches/{id}/decline'>) => answer(api.POST('/matches/{id}/decline', { params: { path: { id } }, body })), ...ofMatches })

export const restoreMatch = (id: string) => mutationOptions({ mutationFn: () => answer(api.POST('/matches/{id}/restore', { params: { path: { id } } })), ...ofMatches })

export const openDeal = (key?: string) =>
  mutationOptions({ mutationFn: (body: Body<'/deals'>) => answer(api.POST('/deals', { body, headers: once(key) })), meta: { changes: ['deals'] } })
