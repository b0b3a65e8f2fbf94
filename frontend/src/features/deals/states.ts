import type { Tone } from '@/ui/state-tag'

/** The columns of the board. */
export const dealOrder = ['intent', 'talking', 'agreed', 'signed', 'ended'] as const

export const dealTone: Record<string, Tone> = { intent: 'wait', talking: 'teal', agreed: 'teal', signed: 'good', ended: 'neutral', lapsed: 'neutral' }
