import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, filters, ifMatch, once, type Body, type Filters } from '@/lib/api/client'
import { keysOf } from '@/lib/api/keys'
import { paged } from '@/lib/api/paged'
import type { Schemas } from '@/lib/api/wire'

/** 榜单: a hard problem that is put out to open challenge. */
export type Challenge = Schemas['ChallengeView']
export type ChallengeTerms = Schemas['ChallengeTerms']
export type ChainLink = Schemas['ChallengeLink']
/** 揭榜: what a team hands in to a challenge. */
export type Bid = Schemas['BidView']
export type Scheme = Schemas['BidScheme']

const challenges = keysOf('challenges')
const bids = keysOf('bids')

export const challengeList = (f: Filters<'/challenges'>) =>
  paged(challenges.list(f), (cursor, signal) => answer(api.GET('/challenges', { params: { query: filters<'/challenges'>({ ...f, cursor }) }, signal })))

/** The first of one lane of the board. */
export const challengeLane = (f: Filters<'/challenges'>) =>
  queryOptions({ queryKey: challenges.list('lane', f), queryFn: ({ signal }) => answer(api.GET('/challenges', { params: { query: filters<'/challenges'>(f) }, signal })) })

/** A line of the 攻关清单 that a challenge begins at. */
export const hardProblemQuery = (id: string) =>
  queryOptions({ queryKey: keysOf('hard-problems').one(id), queryFn: ({ signal }) => answer(api.GET('/hard-problems/{id}', { params: { path: { id } }, signal })) })

export type HardProblem = Schemas['HardProblemView']

export const readChallenge = (id: string, signal?: AbortSignal) => answer(api.GET('/challenges/{id}', { params: { path: { id } }, signal }))

export const challengeQuery = (id: string) => queryOptions({ queryKey: challenges.one(id), queryFn: ({ signal }) => readChallenge(id, signal) })

export const openingQuery = (id: string) =>
  queryOptions({ queryKey: challenges.one(id, 'opening'), queryFn: ({ signal }) => answer(api.GET('/challenges/{id}/opening', { params: { path: { id } }, signal })) })

export const postChallenge = (body: Body<'/challenges'>, key: string) => answer(api.POST('/challenges', { body, headers: once(key) }))

export const putChallenge = (id: string, rev: number, terms: ChallengeTerms) =>
  answer(api.PUT('/challenges/{id}', { params: { path: { id }, header: ifMatch(rev) }, body: { terms } }))

export const correctChallenge = (id: string, rev: number, terms: ChallengeTerms, reason: string) =>
  answer(api.POST('/challenges/{id}/correct', { params: { path: { id }, header: ifMatch(rev) }, body: { terms, reason } }))

export const challengeBids = (id: string) =>
  queryOptions({ queryKey: bids.list('of', id), queryFn: ({ signal }) => answer(api.GET('/challenges/{id}/bids', { params: { path: { id } }, signal })) })

/** Units whose achievements are near the challenge. */
export const ableUnits = (id: string) =>
  queryOptions({ queryKey: challenges.one(id, 'able'), queryFn: ({ signal }) => answer(api.GET('/challenges/{id}/able', { params: { path: { id } }, signal })) })

/** Open challenges near an achievement of the reader's unit. */
export const fittingChallenges = queryOptions({ queryKey: challenges.list('fitting'), queryFn: ({ signal }) => answer(api.GET('/challenges/fitting', { signal })) })

export const joinChallenge = (id: string) =>
  mutationOptions({
    mutationFn: (body: Body<'/challenges/{id}/bids'>) => answer(api.POST('/challenges/{id}/bids', { params: { path: { id } }, body })),
    meta: { changes: ['bids'] },
  })

export const bidList = () => paged(bids.list('mine'), (cursor, signal) => answer(api.GET('/bids', { params: { query: { cursor } }, signal })))

export const readBid = (id: string, signal?: AbortSignal) => answer(api.GET('/bids/{id}', { params: { path: { id } }, signal }))

export const bidQuery = (id: string) => queryOptions({ queryKey: bids.one(id), queryFn: ({ signal }) => readBid(id, signal) })

export const putBid = (id: string, rev: number, scheme: Scheme) =>
  answer(api.PUT('/bids/{id}', { params: { path: { id }, header: ifMatch(rev) }, body: { scheme } }))

export const confirmBid = (id: string) =>
  mutationOptions({ mutationFn: () => answer(api.POST('/bids/{id}/confirm', { params: { path: { id } } })), meta: { changes: ['bids'] } })
