import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, ifMatch, once, type Body } from '@/lib/api/client'
import { sheet } from '@/lib/api/files'
import { keysOf } from '@/lib/api/keys'
import type { Schemas } from '@/lib/api/wire'

/** A goal, and how it stands. */
export type Target = Schemas['TargetView']
export type TargetForm = Body<'/targets'>
export type Reading = Schemas['StatsReading']

const keys = keysOf('targets')

export const targetsQuery = queryOptions({ queryKey: keys.all, queryFn: ({ signal }) => answer(api.GET('/targets', { signal })) })

export const targetSheet = sheet('/targets/export.xlsx')

export const readTarget = (id: string) => answer(api.GET('/targets/{id}', { params: { path: { id } } }))

export const postTarget = (body: TargetForm, key: string) => answer(api.POST('/targets', { body, headers: once(key) }))

export const putTarget = (id: string, rev: number, body: TargetForm) => answer(api.PUT('/targets/{id}', { params: { path: { id }, header: ifMatch(rev) }, body }))

export const dropTarget = (id: string, rev: number) =>
  mutationOptions({ mutationFn: () => answer(api.DELETE('/targets/{id}', { params: { path: { id }, header: ifMatch(rev) } })), meta: { changes: ['targets'] } })
