import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api, filters, type Filters } from './client'
import { keysOf } from './keys'
import { paged } from './paged'
import type { Schemas } from './wire'

export type Organization = Schemas['OrganizationView']

const keys = keysOf('organizations')

export const organizationList = (f: Filters<'/organizations'>) =>
  paged(keys.list(f), (cursor, signal) => answer(api.GET('/organizations', { params: { query: filters<'/organizations'>({ ...f, cursor }) }, signal })))

export const organizationQuery = (id: string) =>
  queryOptions({ queryKey: keys.one(id), queryFn: ({ signal }) => answer(api.GET('/organizations/{id}', { params: { path: { id } }, signal })) })

/** The first hits for words that are being typed. */
export const organizationHits = (q: string) =>
  queryOptions({
    queryKey: keys.list('hits', q),
    queryFn: ({ signal }) => answer(api.GET('/organizations', { params: { query: { q, limit: 20 } }, signal })),
    placeholderData: keepPreviousData,
  })
