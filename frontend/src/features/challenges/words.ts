import type { Text } from '@/lib/i18n/language'
import { useLanguage } from '@/lib/i18n/language'
import { useReference } from '@/lib/reference'
import type { Tone } from '@/ui/state-tag'

interface Term {
  code: string
  name: string
  english?: string
}

/** The lists of words that the server has for challenges, in the language of the page. */
export function useTerms() {
  const { data } = useReference()
  const lang = useLanguage()
  const list = (name: string): Term[] => (data as unknown as Record<string, Term[]> | undefined)?.[name] ?? []
  const say = (x: Term) => (lang === 'en' && x.english ? x.english : x.name)
  return {
    name: (of: string, code: string | undefined) => {
      const x = list(of).find((y) => y.code === code)
      return x ? say(x) : ''
    },
    options: (of: string) => list(of).map((x) => ({ value: x.code, label: say(x) })),
    pledge: (): string => {
      const p = (data as unknown as { bidPledge?: Term } | undefined)?.bidPledge
      return p ? say(p) : ''
    },
  }
}

export const challengeTone: Record<string, Tone> = {
  vetting: 'wait', returned: 'bad', listing: 'wait', posted: 'good', closed: 'teal', arguing: 'wait', announcing: 'wait', ratifying: 'wait',
  agreeing: 'wait', running: 'teal', accepted: 'good', notPassed: 'neutral', terminated: 'neutral', cancelled: 'neutral',
}

export const bidTone: Record<string, Tone> = {
  interest: 'wait', submitted: 'teal', eligible: 'teal', refused: 'bad', chosen: 'wait', won: 'good', notChosen: 'neutral', withdrawn: 'neutral',
}

export const challengeStates: Readonly<Record<string, Text>> = {
  draft: ['草稿', 'Draft'],
  vetting: ['待审核', 'In review'],
  returned: ['已退回', 'Returned'],
  listing: ['榜单公示', 'Terms on notice'],
  posted: ['张榜中', 'Open'],
  closed: ['已截止', 'Closed'],
  chosen: ['已选定', 'Chosen'],
  arguing: ['论证中', 'In argument'],
  announcing: ['拟揭榜公示', 'Choice on notice'],
  ratifying: ['审定中', 'In ratification'],
  agreeing: ['待签协议', 'Agreement due'],
  running: ['实施中', 'Running'],
  accepted: ['通过验收', 'Accepted'],
  notPassed: ['未通过验收', 'Not passed'],
  terminated: ['终止', 'Terminated'],
  cancelled: ['取消', 'Cancelled'],
}

export const bidStates: Readonly<Record<string, Text>> = {
  interest: ['有意揭榜', 'Interested'],
  submitted: ['已提交', 'Handed in'],
  withdrawn: ['已撤回', 'Taken back'],
  eligible: ['资格审查通过', 'Eligible'],
  refused: ['资格审查未通过', 'Not eligible'],
  chosen: ['拟揭榜', 'Chosen'],
  won: ['揭榜成功', 'Confirmed'],
  notChosen: ['未选定', 'Not chosen'],
}

export const challengeSteps: Readonly<Record<string, Text>> = {
  create: ['新建', 'Created'],
  edit: ['修改', 'Edited'],
  bids: ['揭榜数变动', 'Bids changed'],
  submit: ['提交审核', 'Submit'],
  return: ['退回修改', 'Return'],
  'take-back': ['撤回修改', 'Take back'],
  announce: ['榜单公示', 'Put on notice'],
  publish: ['张榜', 'Open'],
  correct: ['更正榜单', 'Correct'],
  extend: ['延长揭榜期', 'Extend'],
  'lower-least': ['降低最少揭榜数', 'Lower the least number'],
  close: ['截止', 'Closed'],
  choose: ['选定揭榜方', 'Choose'],
  'put-to-argument': ['提请论证', 'Put to argument'],
  'put-to-publicity': ['拟揭榜公示', 'Put on notice'],
  'put-to-ratification': ['提请审定', 'Put to ratification'],
  settle: ['确定揭榜方', 'Settled'],
  reopen: ['重新选择', 'Choose anew'],
  agree: ['登记协议', 'Record the agreement'],
  prolong: ['延期', 'Prolong'],
  accept: ['通过验收', 'Accept'],
  fail: ['未通过验收', 'Not passed'],
  terminate: ['终止', 'Terminate'],
  cancel: ['取消榜单', 'Cancel'],
}

export const bidSteps: Readonly<Record<string, Text>> = {
  create: ['有意揭榜', 'Interested'],
  edit: ['保存', 'Saved'],
  confirm: ['确认参与', 'Partner confirmed'],
  talk: ['记录洽谈', 'Record a talk'],
  submit: ['提交揭榜申报', 'Hand in'],
  withdraw: ['撤回', 'Take back'],
  qualify: ['资格审查通过', 'Pass'],
  refuse: ['资格审查不通过', 'Refuse'],
  object: ['对审查结果提出异议', 'Object'],
  choose: ['选定揭榜方', 'Choose'],
  settle: ['确定揭榜方', 'Settled'],
  undo: ['选定撤销', 'Choice undone'],
  'pass-over': ['未选定', 'Passed over'],
}
