import type { Schemas } from '@/lib/api/wire'
import type { RingPart } from '@/ui/score-ring'

export type Match = Schemas['MatchView']
export type MatchSide = Schemas['MatchSide']
export type MatchQuote = Schemas['MatchQuote']
export type MatchRequirement = Schemas['MatchRequirement']
export type MatchList = Schemas['MatchList']

/** Parts for the ring: what is not known has no score. */
export function ringParts(m: Match): RingPart[] {
  return (m.parts ?? []).map((p) => ({ name: p.name, label: p.label, weight: p.weight, score: p.known ? p.score : null }))
}

export const matchStates = { listed: ['在列', 'Listed'], declined: ['已排除', 'Put aside'] } as const
export const matchSteps = { decline: ['不合适', 'Not suitable'], restore: ['恢复', 'Brought back'] } as const
