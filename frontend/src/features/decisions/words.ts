import type { Text } from '@/lib/i18n/language'
import type { Tone } from '@/ui/state-tag'

export const decisionStates: Readonly<Record<string, Text>> = {
  asked: ['待审定', 'Waiting'],
  approved: ['同意', 'Approved'],
  refused: ['不同意', 'Refused'],
  sentBack: ['退回补充', 'Sent back'],
  cancelled: ['已取消', 'Cancelled'],
}

export const decisionTone: Record<string, Tone> = { asked: 'wait', approved: 'good', refused: 'bad', sentBack: 'bad', cancelled: 'neutral' }

export const decisionSteps: Readonly<Record<string, Text>> = { approve: ['同意', 'Approve'], refuse: ['不同意', 'Refuse'], 'send-back': ['退回补充', 'Send back'] }
