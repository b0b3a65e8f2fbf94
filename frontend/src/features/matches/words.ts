import type { RingPart } from '@/ui/score-ring'
import type { Match } from './api'

/** Parts for the ring: what is not known has no score. */
export const ringParts = (m: Match): RingPart[] => m.parts.map((p) => ({ name: p.name, label: p.label, weight: p.weight, score: p.known ? p.score : null }))

export const matchStates = { listed: ['在列', 'Listed'], declined: ['已排除', 'Put aside'] } as const
export const matchSteps = { decline: ['不合适', 'Not suitable'], restore: ['恢复', 'Brought back'] } as const
