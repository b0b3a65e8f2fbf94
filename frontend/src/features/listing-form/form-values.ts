// Between what a person types and what the server keeps. Pure functions: no React.
import type { Content, Indicator, Requirement, SentContent } from '@/lib/api/listings'
import type { Ip } from './api'

const blank = (s: string | undefined) => !s || s.trim() === ''

/** Drops empty lines and empty values, and keeps what the form does not show (`base`). */
export function toContent(values: Content, base: Content | null): Content {
  const merged: Record<string, unknown> = { ...base, ...values }
  const c = merged as unknown as Content
  merged.requirements = c.requirements?.filter((r) => r && !(blank(r.metric) && blank(r.value) && blank(r.text))).map(requirement)
  merged.indicators = c.indicators?.filter((r) => r && !(blank(r.metric) && blank(r.value))).map(indicator)
  merged.ip = c.ip?.filter((r): r is Ip => Boolean(r?.kind))
  merged.levels = c.levels && Object.fromEntries(Object.entries(c.levels).filter(([, v]) => Boolean(v)))
  merged.contact = Object.fromEntries(Object.entries(c.contact ?? {}).filter(([, v]) => !blank(v)))
  // A range with only its high end starts at nothing: 不超过.
  for (const [low, high] of [['budgetFen', 'budgetHighFen'], ['priceFen', 'priceHighFen']] as const) {
    if (typeof merged[high] === 'number' && typeof merged[low] !== 'number') merged[low] = 0
  }
  const empty = (v: unknown) => v === undefined || v === null || v === '' || (Array.isArray(v) && v.length === 0) || Number.isNaN(v)
  const kept = Object.fromEntries(Object.entries(merged).filter(([, v]) => !empty(v)))
  return { ...kept, title: (c.title ?? '').trim(), text: c.text ?? '' } as Content
}

function requirement(r: Requirement): Requirement {
  const numeric = !blank(r.value)
  return clean({ ...r, must: Boolean(r.must), metric: (r.metric ?? '').trim(), op: numeric ? r.op || '>=' : '', high: r.op === 'range' ? r.high : undefined })
}

function indicator(r: Indicator): Indicator {
  return clean({ ...r, metric: (r.metric ?? '').trim(), op: r.op || '=', high: r.op === 'range' ? r.high : undefined })
}

function clean<T extends object>(o: T): T {
  return Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined && v !== null && v !== '')) as T
}

/** What is sent: money that was emptied is not given. */
export const sentOf = ({ budgetFen, budgetHighFen, priceFen, priceHighFen, floorFen, ...c }: Content): SentContent => ({
  ...c,
  ...clean({ budgetFen: budgetFen ?? undefined, budgetHighFen: budgetHighFen ?? undefined, priceFen: priceFen ?? undefined, priceHighFen: priceHighFen ?? undefined, floorFen: floorFen ?? undefined }),
})

/** Wire path of an error to the field's name in the form; null when the form has no such field. */
export function fieldOf(path: (string | number)[]): (string | number)[] | null {
  const p = path[0] === 'body' ? path.slice(1) : path
  const q = p[0] === 'content' ? p.slice(1) : p
  if (q.length === 0) return null
  // Lists that are one field of the form show the error of any of their items.
  if (['keywords', 'modes', 'moreIndustries', 'inventors', 'tags'].includes(String(q[0]))) return [q[0] as string]
  if (q.length === 1 && ['requirements', 'indicators', 'ip'].includes(String(q[0]))) return null
  return q
}

/** How much of what helps a match is filled in, 0..1, and what is still worth adding. */
export function completeness(kind: 'demand' | 'achievement', c: Content): { share: number; missing: string[] } {
  const checks: [string, boolean][] =
    kind === 'demand'
      ? [
          ['industry', !blank(c.industry)],
          ['text', (c.text ?? '').length >= 60],
          ['present', !blank(c.present)],
          ['requirements', (c.requirements ?? []).some((r) => r && !blank(r.metric) && !blank(r.value))],
          ['budget', c.budgetFen != null],
          ['deadline', !blank(c.deadline)],
          ['modes', (c.modes?.length ?? 0) > 0],
        ]
      : [
          ['industry', !blank(c.industry)],
          ['text', (c.text ?? '').length >= 60],
          ['indicators', (c.indicators ?? []).some((r) => r && !blank(r.metric) && !blank(r.value))],
          ['trl', Boolean(c.trl)],
          ['ip', (c.ip ?? []).some((r) => r?.kind)],
          ['modes', (c.modes?.length ?? 0) > 0],
          ['evidence', !blank(c.evidence)],
        ]
  return { share: checks.filter(([, ok]) => ok).length / checks.length, missing: checks.filter(([, ok]) => !ok).map(([k]) => k) }
}
