import type { Tone } from '@/ui/state-tag'

export const noticeTone: Record<string, Tone> = { draft: 'wait', posted: 'good', paused: 'bad', ended: 'teal', withdrawn: 'neutral' }
