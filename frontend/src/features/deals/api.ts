import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, filters, once, type Filters, type Body } from '@/lib/api/client'
import { sheet } from '@/lib/api/files'
import { keysOf } from '@/lib/api/keys'
import { paged } from '@/lib/api/paged'
import type { Schemas } from '@/lib/api/wire'

/** 对接: two parties and how far they are. */
export type Deal = Schemas['DealView']
export type Ref = Schemas['DealRef']
export type Side = Schemas['DealSide']
export type Terms = Schemas['DealTerms']
/** Whether a side knew the other one before it was introduced. */
export type Acquaintance = Schemas['DealAcquaintance']
/** One version of the brokerage terms (中介条款). */
export type Fee = Schemas['DealFee']
export type Absence = Schemas['PartyAbsence']

const keys = keysOf('deals')
const ofDeals = { meta: { changes: ['deals'] } } as const

const page = (f: Filters<'/deals'>, signal: AbortSignal) => answer(api.GET('/deals', { params: { query: filters<'/deals'>(f) }, signal }))

export const dealList = (f: Filters<'/deals'>) => paged(keys.list(f), (cursor, signal) => page({ ...f, cursor }, signal))

export const dealSheet = (f: Filters<'/deals/export.xlsx'>) => sheet('/deals/export.xlsx', f)

/** The newest deals of one state: a column of the board. */
export const dealColumn = (f: Filters<'/deals'>) => queryOptions({ queryKey: keys.list('board', f), queryFn: ({ signal }) => page(f, signal) })

export const dealQuery = (id: string) =>
  queryOptions({ queryKey: keys.one(id), queryFn: ({ signal }) => answer(api.GET('/deals/{id}', { params: { path: { id } }, signal })) })

export const addNote = (id: string, key: string) =>
  mutationOptions({ mutationFn: (text: string) => answer(api.POST('/deals/{id}/notes', { params: { path: { id } }, body: { text }, headers: once(key) })), ...ofDeals })

export const lookAtContact = (id: string, side: 'demand' | 'achievement') =>
  mutationOptions({ mutationFn: () => answer(api.POST('/deals/{id}/contacts/{side}', { params: { path: { id, side } } })) })

export const saySince = (id: string) =>
  mutationOptions({ mutationFn: (body: Body<'/deals/{id}/acquaintance'>) => answer(api.POST('/deals/{id}/acquaintance', { params: { path: { id } }, body })), ...ofDeals })

export const proposeFee = (id: string) =>
  mutationOptions({ mutationFn: (body: Body<'/deals/{id}/fees'>) => answer(api.POST('/deals/{id}/fees', { params: { path: { id } }, body })), ...ofDeals })

export const answerFee = (id: string) =>
  mutationOptions({
    mutationFn: ({ version, accept }: { version: number; accept: boolean }) => answer(api.POST('/deals/{id}/fees/{version}/answer', { params: { path: { id, version } }, body: { accept } })),
    ...ofDeals,
  })

const absences = keysOf('absences')

export const absencesQuery = queryOptions({ queryKey: absences.all, queryFn: ({ signal }) => answer(api.GET('/absences', { signal })) })

export const saveAbsences = mutationOptions({ mutationFn: (list: Absence[]) => answer(api.PUT('/absences', { body: { absences: list } })), meta: { changes: ['absences'] } })
