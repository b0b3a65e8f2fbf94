import type { RingPart } from '@/ui/score-ring'

export interface MatchSide {
  id: string
  serial: string
  title: string
  ownerName?: string
  industry?: string
  industryName?: string
  region?: string
  regionName?: string
  lead?: boolean
  trl?: number
}

export interface MatchRequirement {
  metric: string
  must: boolean
  wanted: string
  offered?: string
  verdict: 'met' | 'unmet' | 'unknown'
  evidence?: string
}

export interface MatchReason {
  text: string
  kind?: string
  demandField?: string
  achievementField?: string
}

export interface Match {
  id: string
  demand: MatchSide
  achievement: MatchSide
  score: number
  confidence: number
  parts: (RingPart & { known?: boolean })[]
  requirements: MatchRequirement[]
  reasons: MatchReason[]
  against: string[]
  missing: string[]
  ask: string[]
  at: number
  deal?: { id: string; serial: string; state: string }
}

export interface MatchList {
  items: Match[]
  total: number
  shown?: number
  threshold?: number
  precision?: number
  none?: { reason: string; steps: string[] } | null
  pending?: boolean
}
