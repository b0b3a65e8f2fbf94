// A deal (对接) as the API sends it, and its closed word lists.
import type { Role, Step } from '@/lib/api/wire'
import type { Words } from '@/lib/vocabulary'
import type { Contact } from '@/ui/contact-facts'
import type { Tone } from '@/ui/state-tag'

export interface Ref {
  id: string
  serial: string
  title: string
  version: number
}

export interface Side {
  org?: string
  person?: string
  name: string
}

/** The card of terms that one side proposes and the other accepts. Money in fen. */
export interface Terms {
  priceFen?: number
  priceHighFen?: number
  priceWords?: string
  mode?: string
  date?: string
  ip?: string
  nextStep?: string
  proposedBy: 'demand' | 'achievement'
  by: string
  at: number
  acceptedBy?: string
  acceptedAt?: number
}

/** Whether a side knew the other one before it was introduced. */
export interface Acquaintance {
  first: boolean
  since?: string
  words?: string
  name: string
  at: number
}

interface FeeAnswer {
  yes: boolean
  name: string
  at: number
}

/** One version of the brokerage terms (中介条款). */
export interface Fee {
  version: number
  words: string
  amountFen?: number
  months: number
  scope: string[]
  by: string
  at: number
  demand?: FeeAnswer
  achievement?: FeeAnswer
}

interface Away {
  from: string
  to: string
  note?: string
}

export type Act = 'note' | 'acquaint' | 'propose-fee' | 'answer-fee' | 'look-demand' | 'look-achievement'

export interface Deal {
  id: string
  rev: number
  serial: string
  state: string
  stateName: string
  stand: 'demand' | 'achievement' | 'broker' | 'watcher' | ''
  demand: Ref
  achievement: Ref
  demandSide: Side
  achievementSide: Side
  broker?: Side
  introducer: { person: string; name: string; role: Role; org?: string; orgName?: string; at: number }
  match?: { id: string; score: number; confidence: number; corpus: number; features?: Record<string, number> }
  demandYes: boolean
  achievementYes: boolean
  end?: { category: string; text: string; by: string; role: string; at: number }
  endName?: string
  notes?: { at: number; person: string; name: string; role: Role; text: string }[]
  contract?: string
  terms?: Terms
  pastTerms?: Terms[]
  demandKnew?: Acquaintance
  achievementKnew?: Acquaintance
  fees?: Fee[]
  introductions?: { deal: string; serial: string; name: string; orgName?: string; at: number }[]
  waitsFor: string[]
  /** Last day of an unanswered deal, and the workdays left. */
  due?: string
  left?: number
  demandAway?: Away
  achievementAway?: Away
  contacts?: { demand: Contact; achievement: Contact }
  steps: Step[]
  /** Why steps of the reader's role are kept from him. */
  keptAway?: string
  /** What the reader can do besides the steps. */
  acts: Act[]
  createdAt: number
  updatedAt: number
}

export const dealStates: Words = {
  intent: ['意向', 'Intent'],
  talking: ['洽谈中', 'Talking'],
  agreed: ['已商定', 'Agreed'],
  signed: ['已签约', 'Signed'],
  ended: ['已结束', 'Ended'],
  lapsed: ['已失效', 'Lapsed'],
}

export const dealOrder = ['intent', 'talking', 'agreed', 'signed', 'ended'] as const

/** The states a list can be narrowed to; the board has no column for what lapsed. */
export const dealFilter = [...dealOrder, 'lapsed'] as const

export const dealTone: Record<string, Tone> = { intent: 'wait', talking: 'teal', agreed: 'teal', signed: 'good', ended: 'neutral', lapsed: 'neutral' }

export const dealSteps: Words = {
  open: ['发起对接', 'Open'],
  consent: ['同意对接', 'Consent'],
  accept: ['同意对接', 'Accept'],
  decline: ['谢绝', 'Decline'],
  withdraw: ['撤回', 'Take back'],
  lapse: ['逾期失效', 'Lapsed'],
  renew: ['重新发起', 'Bring back'],
  join: ['并入双方自行发起的对接', 'The sides opened their own'],
  void: ['终止', 'Voided'],
  acquaint: ['说明此前联系', 'Said whether they knew each other'],
  'propose-fee': ['提出中介条款', 'Brokerage terms proposed'],
  'accept-fee': ['接受中介条款', 'Brokerage terms accepted'],
  'decline-fee': ['不接受中介条款', 'Brokerage terms declined'],
  'propose-terms': ['提出条件', 'Propose terms'],
  'accept-terms': ['接受条件', 'Accept the terms'],
  revert: ['重新洽谈', 'Talk again'],
  sign: ['签约', 'Sign'],
  end: ['结束对接', 'End the deal'],
  note: ['写记录', 'Note'],
  absence: ['登记暂不在岗', 'Say when nobody is there'],
}
