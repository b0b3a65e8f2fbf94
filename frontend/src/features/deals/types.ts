// A deal (对接) as the API sends it, and its closed word lists.
import type { Role, Step } from '@/lib/api/wire'
import type { Text } from '@/lib/i18n/language'
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
  steps: Step[]
  createdAt: number
  updatedAt: number
}

type Words = Readonly<Record<string, Text>>

export const dealStates: Words = {
  intent: ['意向', 'Intent'],
  talking: ['洽谈中', 'Talking'],
  agreed: ['已商定', 'Agreed'],
  signed: ['已签约', 'Signed'],
  ended: ['已结束', 'Ended'],
  lapsed: ['已失效', 'Lapsed'],
}

export const dealOrder = ['intent', 'talking', 'agreed', 'signed', 'ended'] as const

export const dealTone: Record<string, Tone> = { intent: 'wait', talking: 'teal', agreed: 'teal', signed: 'good', ended: 'neutral', lapsed: 'neutral' }

export const dealSteps: Words = {
  open: ['发起对接', 'Open'],
  consent: ['同意对接', 'Consent'],
  accept: ['同意对接', 'Accept'],
  decline: ['谢绝', 'Decline'],
  agree: ['商定条件', 'Agree on terms'],
  revert: ['重新洽谈', 'Talk again'],
  sign: ['签约', 'Sign'],
  end: ['结束对接', 'End the deal'],
  note: ['写记录', 'Note'],
  withdraw: ['撤回', 'Withdraw'],
  lapse: ['逾期失效', 'Lapse'],
  join: ['并入双方自行发起的对接', 'Join the deal both sides opened'],
  renew: ['重新发起', 'Open again'],
  'propose-terms': ['提出条件', 'Propose terms'],
  'accept-terms': ['接受条件', 'Accept the terms'],
  'propose-fee': ['提出中介条款', 'Propose the terms of the broker'],
  acquaint: ['说明是否首次得知', 'Say whether it was known before'],
  absence: ['登记暂不在岗', 'Say when nobody is there'],
  void: ['终止', 'Void'],
}
