// How long a file may still take, in days of the calendar. The server gives the last day, and the working days until then:
// whether a day is a holiday is its business.
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

export type Haste = 'over' | 'soon' | 'fine'

export function hasteOf(due: string, now: string): Haste {
  const left = daysBetween(now, due)
  return left < 0 ? 'over' : left <= 3 ? 'soon' : 'fine'
}
