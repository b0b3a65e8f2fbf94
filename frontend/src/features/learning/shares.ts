import { terms } from '@/lib/vocabulary'

export interface Share {
  name: string
  /** Percent of the whole, to a tenth. */
  now: number
  next?: number
}

const inPercent = (w: Record<string, number>) => {
  const sum = Object.values(w).reduce((a, b) => a + b, 0) || 1
  return (name: string) => Math.round(((w[name] ?? 0) / sum) * 1000) / 10
}

/** Weights as shares of the whole, in the order of the table of parts; parts that only the server knows come last. */
export function shares(now: Record<string, number>, next?: Record<string, number>): Share[] {
  const order = terms('scoreParts').map(([code]) => code)
  const names = [...new Set([...order, ...Object.keys(now), ...Object.keys(next ?? {})])].filter((n) => n in now || (next && n in next))
  const a = inPercent(now)
  const b = next && inPercent(next)
  return names.map((name) => ({ name, now: a(name), ...(b && { next: b(name) }) }))
}
