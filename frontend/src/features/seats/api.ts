import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, bare, ifMatch, type Body } from '@/lib/api/client'
import type { Download } from '@/lib/api/files'
import { keysOf, type Noun } from '@/lib/api/keys'
import { paged } from '@/lib/api/paged'
import type { Schemas } from '@/lib/api/wire'

/** 专家评审: what an expert sees of a review, his own seat. */
export type Desk = Schemas['DeskView']
export type Mark = Schemas['ReviewMark']
export type Material = Schemas['MaterialView']
export type Draw = Schemas['DrawView']

/** The steps an expert takes himself; the others are the office's. */
export const ownSteps = ['accept', 'decline', 'recuse', 'submit'] as const
export type OwnStep = (typeof ownSteps)[number]
type Said = Omit<Schemas['SeatBody'], 'scan'>

/** The two ways to a seat: by the expert's account, or by a one-time link. */
export interface Door {
  id: string
  key: readonly unknown[]
  changes: readonly Noun[]
  read: (signal?: AbortSignal) => Promise<Desk>
  /** The revision to save over; a link has one holder and goes without. */
  rev: (d: Desk) => number
  save: (rev: number, marks: Mark[]) => Promise<Desk>
  step: (step: OwnStep, rev: number, body: Said) => Promise<Desk>
  material: (bid: string, signal?: AbortSignal) => Promise<Material>
  file: (bid: string, file: string) => Download | Promise<Blob>
}

const seats = keysOf('seats')

export const byAccount = (id: string): Door => ({
  id,
  key: seats.one(id),
  changes: ['seats', 'todos'],
  read: (signal) => answer(api.GET('/seats/{id}', { params: { path: { id } }, signal })),
  rev: (d) => d.seat.rev,
  save: (rev, marks) => answer(api.PUT('/seats/{id}', { params: { path: { id }, header: ifMatch(rev) }, body: { marks } })),
  step: (step, rev, body) => answer(api.POST(`/seats/{id}/${step}`, { params: { path: { id }, header: ifMatch(rev) }, body })),
  material: (bid, signal) => answer(api.GET('/seats/{id}/bids/{bid}', { params: { path: { id, bid } }, signal })),
  file: (bid, file) => ({ path: '/seats/{id}/bids/{bid}/files/{file}', params: { path: { id, bid, file } } }),
})

export const byLink = (token: string): Door => ({
  id: token.split('.')[0] ?? '',
  key: seats.one(token, 'link'),
  changes: [],
  read: (signal) => answer(bare.POST('/links/seat', { body: { token }, signal })),
  rev: () => 0,
  save: (_, marks) => answer(bare.POST('/links/seat/marks', { body: { token, marks } })),
  step: (step, _, body) => answer(bare.POST('/links/seat/steps', { body: { token, step, ...body } })),
  material: (bid, signal) => answer(bare.POST('/links/seat/bids', { body: { token, bid }, signal })),
  file: (bid, file) => answer(bare.POST('/links/seat/files', { body: { token, bid, file }, parseAs: 'blob' })) as Promise<Blob>,
})

export const seatList = () => paged(seats.list(), (cursor, signal) => answer(api.GET('/seats', { params: { query: { cursor } }, signal })))

export const deskQuery = (door: Door) => queryOptions({ queryKey: door.key, queryFn: ({ signal }) => door.read(signal) })

/** A wrong link is counted by the server: it is asked for once only. */
const asked = { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false } as const

export const deskByLink = (door: Door) => queryOptions({ ...deskQuery(door), ...asked })

/** A bid as the expert reads it. Each reading is in the log, so that it is read when he asks for it. */
export const materialQuery = (door: Door, bid: string) =>
  queryOptions({ queryKey: keysOf('bids').one(bid, ...door.key), queryFn: ({ signal }) => door.material(bid, signal), ...asked })

export const takeOwnStep = (door: Door, rev: number) =>
  mutationOptions({ mutationFn: ({ step, body }: { step: OwnStep; body: Said }) => door.step(step, rev, body), meta: { changes: door.changes } })

export const drawByLink = (token: string) =>
  queryOptions({ queryKey: seats.one(token, 'draw'), queryFn: ({ signal }) => answer(bare.POST('/links/draw', { body: { token }, signal })), ...asked })

export const drawWithWords = mutationOptions({ mutationFn: (body: Body<'/links/draw/words'>) => answer(bare.POST('/links/draw/words', { body })) })
