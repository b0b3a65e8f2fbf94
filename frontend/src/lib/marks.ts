import type { Schemas } from '@/lib/api/wire'

export type Marked = Schemas['MatcherMarked']

/** Cuts a text at its marks, which count UTF-16 units as strings here do. Marks that do not fit are left out. */
export function pieces(m: Pick<Marked, 'text' | 'marks'>): { text: string; hit: boolean }[] {
  const out: { text: string; hit: boolean }[] = []
  let at = 0
  for (const [start, end] of (m.marks ?? []) as number[][]) {
    if (start === undefined || end === undefined || start < at || end <= start || end > m.text.length) continue
    if (start > at) out.push({ text: m.text.slice(at, start), hit: false })
    out.push({ text: m.text.slice(start, end), hit: true })
    at = end
  }
  if (at < m.text.length) out.push({ text: m.text.slice(at), hit: false })
  return out
}
