import { dateOf } from '@/lib/format'

/** Which share of a civil year has passed at an instant, in the market's zone: 0 before it, 1 after it. */
export function yearGone(year: number, now: Date): number {
  const day = Date.parse(dateOf(now.getTime()))
  const from = Date.UTC(year, 0, 1)
  return Math.min(1, Math.max(0, (day - from) / (Date.UTC(year + 1, 0, 1) - from)))
}
