const day = 86_400_000

/** Days before its last day from which a light turns, and days of waiting after which it does. */
const urgent = 3
const soon = 7
const patience = 10

export interface Due {
  light: 'red' | 'amber' | 'green' | ''
  /** The last day that counts now; absent where the challenge waits for somebody. */
  day?: string
  /** Whole days since something happened. */
  waits: number
}

interface Timed {
  state: string
  terms: { deadline?: string }
  agreement?: { finish: string }
  serverTime: number
  updatedAt: number
}

/** The light of a challenge, by the clock of the server: what is due, or how long it has waited for somebody. */
export function dueOf(c: Timed): Due {
  const waits = Math.floor((c.serverTime - c.updatedAt) / day)
  if (['accepted', 'notPassed', 'terminated', 'cancelled'].includes(c.state)) return { light: '', waits }
  const last = c.state === 'posted' ? c.terms.deadline : c.state === 'running' ? c.agreement?.finish : undefined
  if (!last) return { light: waits > patience ? 'amber' : 'green', waits }
  const left = (Date.parse(`${last}T00:00:00+08:00`) + day - c.serverTime) / day
  return { light: left < urgent ? 'red' : left < soon ? 'amber' : 'green', day: last, waits }
}
