import type { Schemas } from '@/lib/api/wire'

type Rules = Schemas['ChallengeReviewTerms']

/** The weighted total of a sheet in hundredths of 100 points, rounded once, halves up; null while a score is missing or out of bounds. */
export function total(rules: Rules, scores: readonly number[] | undefined): number | null {
  let sum = 0n
  let over = 1n
  for (const [i, c] of (rules.criteria ?? []).entries()) {
    const s = scores?.[i] ?? -1
    const most = c.most ?? 0
    if (s < 0 || s > most) return null
    // A sum of fractions, exact as the server's: sum/over + part/most.
    sum = sum * BigInt(most) + BigInt((c.weight ?? 0) * 100 * s) * over
    over *= BigInt(most)
  }
  return Number((2n * sum + over) / (2n * over))
}

/** Which marks need a comment: the highest, the lowest, and those below the pass mark. Only known when all scores are given. */
export function needComment(rules: Rules, totals: readonly (number | null)[]): boolean[] {
  const all = totals.filter((x) => x !== null)
  const whole = all.length === totals.length
  return totals.map((x) => x !== null && (x < (rules.passMark ?? 0) || (whole && (x === Math.max(...all) || x === Math.min(...all)))))
}
