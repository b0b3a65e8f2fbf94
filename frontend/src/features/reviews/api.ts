import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, filters, ifMatch, once, type Body, type Filters } from '@/lib/api/client'
import type { Download, StoredFile } from '@/lib/api/files'
import { keysOf } from '@/lib/api/keys'
import { paged } from '@/lib/api/paged'
import type { Schemas } from '@/lib/api/wire'

/** 专家: a member of the pool. */
export type PoolExpert = Schemas['PoolExpertView']
export type PoolExpertForm = Schemas['PoolExpertForm']
/** 专家抽取: one numbered draw from the pool. */
export type Draw = Schemas['DrawView']
export type Member = Schemas['ExpertMember']
/** 评审: the expert review of a challenge. */
export type Review = Schemas['ReviewView']
export type Meeting = Schemas['ReviewMeeting']
export type Mark = Schemas['ReviewMark']
export type Line = Schemas['ReviewLine']
/** The part of one expert in a review. */
export type Seat = Schemas['SeatView']

const experts = keysOf('experts')
const draws = keysOf('draws')
const reviews = keysOf('reviews')

export const expertList = (f: Filters<'/experts'>) =>
  paged(experts.list(f), (cursor, signal) => answer(api.GET('/experts', { params: { query: filters<'/experts'>({ ...f, cursor }) }, signal })))

export const readExpert = (id: string, signal?: AbortSignal) => answer(api.GET('/experts/{id}', { params: { path: { id } }, signal }))

export const expertQuery = (id: string) => queryOptions({ queryKey: experts.one(id), queryFn: ({ signal }) => readExpert(id, signal) })

export const postExpert = (body: PoolExpertForm, key: string) => answer(api.POST('/experts', { body, headers: once(key) }))

export const putExpert = (id: string, rev: number, body: PoolExpertForm) => answer(api.PUT('/experts/{id}', { params: { path: { id }, header: ifMatch(rev) }, body }))

export const drawQuery = (id: string) =>
  queryOptions({ queryKey: draws.one(id), queryFn: ({ signal }) => answer(api.GET('/draws/{id}', { params: { path: { id } }, signal })) })

/** The reviews of a challenge, the newest first; at most one of them was not stopped. */
export const challengeReviews = (challenge: string) =>
  queryOptions({ queryKey: reviews.list('of', challenge), queryFn: ({ signal }) => answer(api.GET('/reviews', { params: { query: { challenge } }, signal })) })

export const readReview = (id: string, signal?: AbortSignal) => answer(api.GET('/reviews/{id}', { params: { path: { id } }, signal }))

export const reviewQuery = (id: string) => queryOptions({ queryKey: reviews.one(id), queryFn: ({ signal }) => readReview(id, signal) })

/** Who of the pool would be in a draw now, and why the others are out. */
export const reviewPool = (id: string) =>
  queryOptions({ queryKey: reviews.one(id, 'pool'), queryFn: ({ signal }) => answer(api.GET('/reviews/{id}/pool', { params: { path: { id } }, signal })) })

/** A challenge has one review that was not stopped, so a repeated request makes no second one. */
export const createReview = mutationOptions({ mutationFn: (body: Body<'/reviews'>) => answer(api.POST('/reviews', { body })), meta: { changes: ['reviews'] } })

export const announceDraw = (id: string) =>
  mutationOptions({
    mutationFn: (body: Body<'/reviews/{id}/draws'>) => answer(api.POST('/reviews/{id}/draws', { params: { path: { id } }, body })),
    meta: { changes: ['reviews'] },
  })

export const putMeeting = (id: string, rev: number, body: Meeting) =>
  answer(api.PUT('/reviews/{id}/meeting', { params: { path: { id }, header: ifMatch(rev) }, body }))

/** Makes a one-time link and ends the former one. The token is told once, so it never stands in the cache. */
export const makeLink = (of: 'draws' | 'seats', id: string) =>
  mutationOptions({ mutationFn: () => answer(api.POST(`/${of}/{id}/link`, { params: { path: { id } } })), meta: { changes: [of] }, gcTime: 0 })

export const endLink = (id: string) =>
  mutationOptions({ mutationFn: () => answer(api.DELETE('/seats/{id}/link', { params: { path: { id } } })), meta: { changes: ['seats'] } })

export const reviewPaper = (id: string, paper: string, format: 'docx' | 'pdf'): Download => ({ path: `/reviews/{id}/papers/{paper}/${format}`, params: { path: { id, paper } } })

/** A file that a record names by its id only, as a form shows it. */
export const fileAs = (id: string | undefined, name: string): StoredFile | null => (id ? { id, name, type: '', size: 0, sha256: '', createdAt: 0 } : null)

/** Hundredths of a point as people write them: 8750 -> "87.5". */
export const points = (hundredths: number): string => String(hundredths / 100)
