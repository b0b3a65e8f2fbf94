// The closed word lists of deals.
import type { Words } from '@/lib/vocabulary'
import type { Tone } from '@/ui/state-tag'

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
