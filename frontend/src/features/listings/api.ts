import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, filters, once, type Body } from '@/lib/api/client'
import { keysOf } from '@/lib/api/keys'
import { nounOf, pathOf, type Kind, type ListingFilters } from '@/lib/api/listings'
import type { Schemas } from '@/lib/api/wire'

export type Facets = Schemas['FacetsView']

export const facetsQuery = (kind: Kind, f: ListingFilters) =>
  queryOptions({
    queryKey: keysOf(nounOf(kind)).list('facets', f),
    queryFn: ({ signal }) => answer(api.GET(`${pathOf(kind)}/facets`, { params: { query: filters<'/demands'>(f) }, signal })),
    placeholderData: keepPreviousData,
  })

/** Who looked at the contact of a listing. */
export const looksQuery = (kind: Kind, id: string) =>
  queryOptions({ queryKey: keysOf(nounOf(kind)).one(id, 'looks'), queryFn: ({ signal }) => answer(api.GET(`${pathOf(kind)}/{id}/looks`, { params: { path: { id } }, signal })) })

export const lookAtContact = (kind: Kind, id: string) =>
  mutationOptions({ mutationFn: () => answer(api.POST(`${pathOf(kind)}/{id}/contact`, { params: { path: { id } } })) })

export const claimListing = (kind: Kind, id: string, key: string) =>
  mutationOptions({
    mutationFn: (body: Body<'/demands/{id}/claims'>) => answer(api.POST(`${pathOf(kind)}/{id}/claims`, { params: { path: { id } }, body, headers: once(key) })),
    meta: { changes: ['claims'] },
  })
