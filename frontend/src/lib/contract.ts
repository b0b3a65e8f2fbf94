// Technology contracts as the API sends them, shared by the pages of deals, contracts, registrations and statistics.
// Field meanings and rules: package contract of the server.
import type { Role, Step } from '@/lib/api/wire'

export interface Side {
  orgId?: string
  personId?: string
  name: string
  uscc?: string
  nature?: string
  country?: string
  region?: string
  township?: string
  park?: string
  address?: string
  postcode?: string
  legalRep?: string
  contact?: string
  phone?: string
  email?: string
  scale?: string
  industry?: string
  transferBody?: boolean
  researchBody?: boolean
  converted?: boolean
  highTechZone?: boolean
  listed?: boolean
}

export interface Deduction {
  kind: string
  costFen: number
  allowedFen: number
  note?: string
}

export interface Royalty {
  base?: string
  rate?: string
  course?: string
  inspect?: boolean
  entryFen?: number
  estimateFen?: number | null
  note?: string
}

export interface Attachment {
  kind: string
  file: string
  blob?: string
  name: string
}

export interface ContractContent {
  title: string
  class?: string
  subClass?: string
  oldClass?: string
  seller: Side
  buyer: Side
  totalFen: number
  deductions: Deduction[]
  payment?: string
  royalty?: Royalty | null
  signDate?: string
  beginDate?: string
  endDate?: string
  ip: string[]
  ipNumbers?: string
  ipOwner?: string
  planSource?: string
  planName?: string
  techArea?: string
  goal?: string
  industry?: string
  related?: boolean
  newInvestFen?: number | null
  newOutputFen?: number | null
  subject?: string
  targets?: string
  terms?: string
  secrecy?: string
  acceptance?: string
  attachments: Attachment[]
}

export interface Amounts {
  totalFen: number
  techFen: number
  open: boolean
}

/** A place in a contract that speaks for or against a point; `field` is a JSON pointer, /text for the wording. */
export interface Evidence {
  quote: string
  phrase?: string
  field: string
  place: string
}

/** What a registrar says to one point by hand. */
export interface Answer {
  code: string
  verdict: string
  note?: string
}

/** The conclusion on one point as the file keeps it. */
export interface Finding extends Answer {
  text: string
  not?: boolean
  headText?: string
  machine: string
  evidence?: Evidence[]
  how: string
  by: Who
  at: number
}

export interface Check {
  code: string
  ground: string
  head: string
  headText: string
  text: string
  verdict: string
  hint?: string
  not?: boolean
  pointer?: string
  evidence: Evidence[]
}

export interface Lack {
  pointer: string
  detail: string
}

export interface Precheck {
  rules: string
  rulesName: string
  lacks: Lack[]
  items: Check[]
}

/** The text of a contract as it can be read on a page. */
export interface Wording {
  name: string
  file: string
  hash: string
  generated: boolean
  readable: boolean
  paragraphs: string[]
  /** A browser shows the file itself. */
  shown?: 'pdf' | 'picture'
  why?: string
}

interface Who {
  person?: string
  name?: string
  role?: Role
}

export interface Registration {
  rules: string
  acceptNo: string
  filedOn: string
  filedBy: Who
  counter?: boolean
  applicant: string
  clock: { from: string; to?: string }[]
  due?: string
  findings?: Finding[]
  head?: string
  headText?: string
  reason?: string
  decided?: string
  decider: Who
  needsSecond?: boolean
  second?: { by: Who; on: string; alone?: boolean; reason?: string; note?: string }
  totalFen: number
  techFen: number
  open?: boolean
  elsewhere?: boolean
  authority?: string
  number?: string
  date?: string
  scan?: Attachment
  recorder: Who
  scopes: string[]
  versions?: { totalFen: number; techFen: number; deductions?: Deduction[]; until: string; reason: string; by: Who }[]
}

export interface Contract extends ContractContent {
  /** How the reader stands to it: seller, buyer, broker; empty for officials. */
  side?: string
  id: string
  rev: number
  serial: string
  state: string
  stateName: string
  className?: string
  subClassName?: string
  amounts: Amounts
  deal: {
    id?: string
    serial?: string
    demand?: string
    demandSerial?: string
    achievement?: string
    achievementSerial?: string
    brokerName?: string
    brokerOrgName?: string
    introducerName?: string
    introducerRole?: string
    introducerOrgName?: string
    introducedAt?: number
  }
  text?: { file?: string; blob: string; name: string; generated: boolean; version: number; at: number; by: string }
  confirmations: { side: string; hash: string; personName: string; role: Role; orgName?: string; at: number }[]
  paper?: { scan: Attachment; byName: string; role: Role; at: number }
  registration?: Registration
  workdaysLeft?: number
  source?: string
  createdAt: number
  updatedAt: number
  createdBy: Who
  steps: Step[]
  /** Why steps of the reader's role are kept from him. */
  keptAway?: string
}

export interface RuleSet {
  id: string
  name: string
  days: number
  workdays: boolean
  largeFen: number
  largeDays: number
  restart: boolean
  heads: { code: string; text: string; grounds: string[] }[]
  note?: string
}
