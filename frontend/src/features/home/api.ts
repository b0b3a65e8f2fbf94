import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/lib/api/client'
import { keysOf } from '@/lib/api/keys'

export type Kind = 'demands' | 'achievements'

/** Challenges of a market that take bids, the next deadline first. */
export const openChallenges = (market: string, limit: number) =>
  queryOptions({
    queryKey: keysOf('challenges').list('home', market),
    queryFn: ({ signal }) => answer(api.GET('/challenges', { params: { query: { market, limit, phase: 'open', sort: 'deadline' } }, signal })),
  })

/** The newest of a market, and how many there are. */
export const newest = (kind: Kind, market: string, limit: number) =>
  queryOptions({
    queryKey: keysOf(kind).list('home', market),
    queryFn: ({ signal }) => answer(api.GET(`/${kind}` as const, { params: { query: { market, limit } }, signal })),
  })
