// The two kinds of listings as the API sends them.
import type { Step } from '@/lib/api/wire'

export type Kind = 'demand' | 'achievement'
export type Level = 'public' | 'members' | 'protected' | 'private'

export interface Requirement {
  must: boolean
  metric: string
  op: string
  value?: string
  high?: string
  unit?: string
  text?: string
}

export interface Indicator {
  metric: string
  op: string
  value?: string
  high?: string
  unit?: string
  evidence?: string
}

export interface Ip {
  kind: string
  number?: string
  status?: string
}

export interface Common {
  title: string
  text: string
  keywords?: string[]
  industry?: string
  industryConfirmed?: boolean
  moreIndustries?: string[]
  region?: string
  regionWords?: string
  township?: string
  park?: string
  modes?: string[]
  modeWords?: string
  year?: number
  tags?: string[]
  orgWords?: string
  hideOrg?: boolean
  detail?: string
  contact?: { name?: string; phone?: string; email?: string }
  floorFen?: number | null
  levels?: Record<string, Level>
}

/** Content of either kind; the fields of the other kind are simply absent. */
export interface Content extends Common {
  type?: string
  present?: string
  requirements?: Requirement[]
  budgetFen?: number | null
  deadline?: string
  minTrl?: number
  form?: string
  indicators?: Indicator[]
  ip?: Ip[]
  trl?: number
  stageWords?: string
  priceFen?: number | null
  pricing?: string
  inventors?: string[]
  holder?: string
  evidence?: string
}

export interface Listing {
  id: string
  kind: Kind
  serial: string
  market: string
  rev: number
  state: string
  stateName: string
  version: number
  owner?: { org?: string; name?: string; hidden: boolean }
  lead: boolean
  regionName?: string
  source?: { link?: string; name?: string }
  content: Content
  draft?: Content
  steps: Step[]
  level: Level
  mine: boolean
  publishedAt?: number
  updatedAt: number
  createdAt: number
  returnedFor?: string
}

export const pathOf = (kind: Kind) => (kind === 'demand' ? '/demands' : '/achievements')
