import { Tag } from 'antd'
import { useSay } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'

export type Tone = 'neutral' | 'wait' | 'good' | 'bad' | 'teal'

const tones: Record<Tone, { background: string; color: string }> = {
  neutral: { background: 'var(--sand)', color: 'var(--ink-soft)' },
  wait: { background: 'var(--wait-soft)', color: 'var(--wait)' },
  good: { background: 'var(--good-soft)', color: 'var(--good-text)' },
  bad: { background: 'var(--bad-tag)', color: 'var(--bad-text)' },
  teal: { background: 'var(--teal-soft)', color: 'var(--teal)' },
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

export function ListingStateTag({ state }: { state: string }) {
  const say = useSay()
  return <ToneTag tone={listingTone[state] ?? 'neutral'}>{say(word('listingStates', state))}</ToneTag>
}
