import type { Text } from '@/lib/i18n/language'
import type { Tone } from '@/ui/state-tag'

export const noticeStates: Readonly<Record<string, Text>> = {
  draft: ['待公示', 'To be posted'],
  posted: ['公示中', 'Posted'],
  paused: ['公示暂停', 'Paused'],
  ended: ['公示结束', 'Ended'],
  withdrawn: ['公示已撤回', 'Withdrawn'],
}

export const noticeTone: Record<string, Tone> = { draft: 'wait', posted: 'good', paused: 'bad', ended: 'teal', withdrawn: 'neutral' }

export const noticeSteps: Readonly<Record<string, Text>> = {
  post: ['登记张贴', 'Record the posting'],
  correct: ['更正张贴信息', 'Correct the posting'],
  end: ['结束公示', 'End the notice'],
  withdraw: ['撤回公示', 'Withdraw'],
}

export const objectionStates: Readonly<Record<string, Text>> = {
  received: ['已收到', 'Received'],
  accepted: ['已受理', 'Taken up'],
  answered: ['已答复', 'Answered'],
  dismissed: ['不予受理', 'Dismissed'],
  takenBack: ['已撤回', 'Taken back'],
}

export const objectionSteps: Readonly<Record<string, Text>> = {
  accept: ['受理异议', 'Take up'],
  dismiss: ['不予受理', 'Dismiss'],
  'take-back': ['记为撤回', 'Record as taken back'],
  answer: ['答复异议', 'Answer'],
}

export const channels: Readonly<Record<string, Text>> = { page: ['页面提交', 'Page'], letter: ['来信', 'Letter'], phone: ['电话', 'Telephone'], visit: ['来访', 'Visit'] }

export const outcomes: Readonly<Record<string, Text>> = { upheld: ['成立', 'Upheld'], partly: ['部分成立', 'Upheld in part'], rejected: ['不成立', 'Rejected'] }
