// Filters of the lists of demands and achievements, as they stand in the address, and the counts beside them.
import { useQueries } from '@tanstack/react-query'
import type { Kind, ListingFilters } from '@/lib/api/listings'
import { ApiError } from '@/lib/api/problem'
import { facetsQuery, type Facets } from './api'

export const filterNames = ['q', 'industry', 'region', 'mode', 'trl', 'minFen', 'maxFen', 'lead', 'state', 'scope'] as const
export type Filters = Record<(typeof filterNames)[number], string>

/** What is set and taken back together. */
export const groups = {
  q: ['q'],
  industry: ['industry'],
  region: ['region'],
  mode: ['mode'],
  trl: ['trl'],
  money: ['minFen', 'maxFen'],
  lead: ['lead'],
  state: ['state'],
} as const satisfies Record<string, readonly (keyof Filters)[]>
export type Group = keyof typeof groups

export const groupNames = Object.keys(groups) as Group[]

export const isSet = (f: Filters, g: Group) => groups[g].some((n) => f[n] !== '')

/** The change that takes a group of filters back. */
export const cleared = (...gs: Group[]): Partial<Filters> => Object.fromEntries(gs.flatMap((g) => groups[g].map((n) => [n, ''])))

export const wanFen = 1_000_000

/** Lower ends of the ranges that the facet of money counts, in 万元. */
const ends = [0, 10, 50, 100, 500]

/** The range of a class of the facet, as filters. A listing without a price is in none. */
export function rangeOf(code: string): { minFen: string; maxFen: string } {
  const low = Number(code)
  const high = ends[ends.indexOf(low) + 1]
  return { minFen: String(Math.max(1, low * wanFen)), maxFen: high ? String(high * wanFen - 1) : '' }
}

/** "6" and better, counted from the single levels. */
export function atLeast(levels: Facets['trl']): Facets['trl'] {
  const up = [...levels].sort((a, b) => Number(a.code) - Number(b.code))
  return up.map((l, i) => ({ ...l, count: up.slice(i).reduce((n, x) => n + x.count, 0) }))
}

/** What the index can narrow by; the state of one's own records is not among it. */
const queryOf = (f: Filters, market: string | undefined, without?: Group): ListingFilters => {
  const gone: readonly string[] = without ? groups[without] : []
  return Object.fromEntries([['market', market], ...filterNames.filter((n) => n !== 'scope' && n !== 'state').map((n) => [n, gone.includes(n) ? '' : f[n]])])
}

const counted = ['industry', 'region', 'mode', 'trl', 'money'] as const
export type Counted = (typeof counted)[number]

/**
 * Counts by value. A facet that is set is counted as if it were not, so that one sees what the other choices would give;
 * `without` says how many there would be if one filter were taken back.
 */
export function useFacets(kind: Kind, f: Filters, market: string | undefined, enabled: boolean) {
  const set = groupNames.filter((g) => g !== 'state' && isSet(f, g))
  const asks: (Group | undefined)[] = [undefined, ...set]
  const results = useQueries({ queries: asks.map((g) => ({ ...facetsQuery(kind, queryOf(f, market, g)), enabled })) })
  const of = (g: Group | undefined) => results[asks.indexOf(g)]?.data
  const all = of(undefined)
  const rows = Object.fromEntries(counted.map((c) => [c, (set.includes(c) ? of(c) : all)?.[c] ?? []])) as Record<Counted, Facets['industry']>
  const without = Object.fromEntries(set.map((g) => [g, of(g)?.total])) as Partial<Record<Group, number>>
  const error = results[0]?.error
  return { rows: { ...rows, trl: atLeast(rows.trl) }, total: all?.total, partly: all?.partly === true, without, pending: enabled && !all && !error, away: error instanceof ApiError && error.status === 503 }
}
