import type { Tone } from '@/ui/state-tag'

export const seatTone: Record<string, Tone> = { invited: 'wait', accepted: 'wait', typed: 'teal', submitted: 'good', declined: 'neutral', recused: 'neutral', dropped: 'neutral' }
