// How long a file may still take, in the days its rule set counts. The server gives the last day; whether a day is a
// holiday is its business too, so working days are shown here without public holidays only as "about".
const dayMs = 86_400_000

/** Today's civil date in the market's zone. */
export function today(now = Date.now()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(now)
}

const utc = (d: string) => Date.parse(`${d}T00:00:00Z`)

/** Calendar days from one civil date to another; negative when it is over. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to) - utc(from)) / dayMs)
}

/** Monday to Friday after `from`, up to and with `to`; negative when it is over. */
export function weekdaysBetween(from: string, to: string): number {
  if (to < from) return -weekdaysBetween(to, from)
  let n = 0
  for (let d = utc(from) + dayMs; d <= utc(to); d += dayMs) {
    const w = new Date(d).getUTCDay()
    if (w !== 0 && w !== 6) n++
  }
  return n
}

export type Haste = 'over' | 'soon' | 'fine'

export function hasteOf(due: string, now: string): Haste {
  const left = daysBetween(now, due)
  return left < 0 ? 'over' : left <= 3 ? 'soon' : 'fine'
}
