import type { Tone } from '@/ui/state-tag'

export const claimTone: Record<string, Tone> = { asked: 'wait', accepted: 'good', refused: 'neutral', recalled: 'neutral', undone: 'neutral' }
