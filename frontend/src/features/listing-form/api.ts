import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, ifMatch, once } from '@/lib/api/client'
import { keysOf } from '@/lib/api/keys'
import { listingOf, nounOf, pathOf, type Kind, type SentContent } from '@/lib/api/listings'
import type { Schemas } from '@/lib/api/wire'

export type Diagnosis = Schemas['DiagnosisView']
export type Suggestion = Schemas['DiagnosisSuggestion']
export type Ip = Schemas['ListingIP']
/** Who may read a field. */
export type Level = 'public' | 'members' | 'protected' | 'private'

export const readListing = (kind: Kind, id: string, signal?: AbortSignal) => answer(api.GET(`${pathOf(kind)}/{id}`, { params: { path: { id } }, signal })).then(listingOf)

/** A listing as its form is opened on it: what is being edited must not change under the hands. */
export const editedQuery = (kind: Kind, id: string) =>
  queryOptions({
    queryKey: keysOf(nounOf(kind)).one(id, 'edit'),
    queryFn: ({ signal }) => readListing(kind, id, signal),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })

export const postListing = (kind: Kind, content: SentContent, key: string) => answer(api.POST(pathOf(kind), { body: { content }, headers: once(key) })).then(listingOf)

export const putListing = (kind: Kind, id: string, rev: number, content: SentContent) =>
  answer(api.PUT(`${pathOf(kind)}/{id}`, { params: { path: { id }, header: ifMatch(rev) }, body: { content } })).then(listingOf)

export const submitListing = (kind: Kind, id: string, rev: number) =>
  answer(api.POST(`${pathOf(kind)}/{id}/submit`, { params: { path: { id }, header: ifMatch(rev) }, body: { reason: '' } })).then(listingOf)

export const diagnose = (kind: Kind, id?: string) =>
  mutationOptions({ mutationFn: (content: SentContent) => answer(api.POST(`${pathOf(kind)}/diagnose`, { body: { id, content } })) })
