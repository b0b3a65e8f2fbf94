import { Tag } from 'antd'
import { useSay } from '@/lib/i18n/language'
import { listingStates, word } from '@/lib/vocabulary'

export type Tone = 'neutral' | 'wait' | 'good' | 'bad' | 'teal'

const tones: Record<Tone, { background: string; color: string }> = {
  neutral: { background: '#eeebe3', color: '#3d4a47' },
  wait: { background: '#fbeed3', color: '#7a4a00' },
  good: { background: '#dff0e3', color: '#1b5a2d' },
  bad: { background: '#f8e0dd', color: '#8c231b' },
  teal: { background: '#e3efed', color: '#0f5f5c' },
}

/** A word on a coloured ground; the word carries the meaning, the colour only helps. */
export function ToneTag({ tone, children }: { tone: Tone; children: React.ReactNode }) {
  return (
    <Tag variant="filled" style={{ ...tones[tone], marginInlineEnd: 0 }}>
      {children}
    </Tag>
  )
}

const listingTone: Record<string, Tone> = { draft: 'neutral', review: 'wait', changing: 'wait', open: 'good', withdrawn: 'bad', closed: 'teal' }

export function ListingStateTag({ state, name }: { state: string; name?: string }) {
  const say = useSay()
  return <ToneTag tone={listingTone[state] ?? 'neutral'}>{say(word(listingStates, state, name))}</ToneTag>
}
