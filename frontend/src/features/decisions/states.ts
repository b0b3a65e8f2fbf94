import type { Tone } from '@/ui/state-tag'

export const decisionTone: Record<string, Tone> = { asked: 'wait', approved: 'good', refused: 'bad', sentBack: 'bad', cancelled: 'neutral' }
