import type { RingPart } from '@/ui/score-ring'
import type { Match } from './api'

/** Parts for the ring: what is not known has no score. */
export const ringParts = (m: Match): RingPart[] => m.parts.map((p) => ({ name: p.name, label: p.label, weight: p.weight, score: p.known ? p.score : null }))
