import type { Tone } from '@/ui/state-tag'

export const reviewTone: Record<string, Tone> = { preparing: 'wait', scoring: 'wait', done: 'good', stopped: 'neutral' }
export const seatTone: Record<string, Tone> = { invited: 'wait', accepted: 'teal', typed: 'wait', submitted: 'good', declined: 'neutral', recused: 'neutral', dropped: 'neutral' }
export const drawTone: Record<string, Tone> = { noticed: 'wait', drawn: 'good', void: 'neutral' }
export const whyTone: Record<string, Tone> = { seat: 'good', substitute: 'teal', waits: 'teal' }
