// A registrar's answers while they are being given; the server concludes from them by the same rules.
import type { Check } from '@/lib/api/contracts'
import type { Answer } from './api'

export type Answers = Readonly<Record<string, Answer | undefined>>

/** Points without a conclusion: neither decided by the program nor answered by hand. */
export const openPoints = (items: Check[], answers: Answers): Check[] => items.filter((x) => x.verdict !== 'ok' && !answers[x.code])

/** The conclusion on a point as it stands now; undefined while it is open. */
export function verdictOf(x: Check, answers: Answers, rest: boolean): string | undefined {
  const mine = answers[x.code]
  if (mine) return mine.verdict
  if (x.verdict === 'ok') return 'ok'
  return x.verdict === 'ask' && rest ? 'ok' : undefined
}

/** The answers given by hand, as the API wants them; those of points that are no longer asked are left out. */
export const given = (items: Check[], answers: Answers): Answer[] =>
  items.flatMap((x) => {
    const a = answers[x.code]
    return a ? [{ code: a.code, verdict: a.verdict, ...(a.note?.trim() ? { note: a.note.trim() } : {}) }] : []
  })
