// Keys of everything that was read, by noun, and which other nouns a change of one may alter. A mutation says what it
// changes (`meta.changes`); lib/query.ts then reads that anew and leaves the rest alone.
import type { QueryClient } from '@tanstack/react-query'

export type Noun =
  | 'absences' | 'accounts' | 'achievements' | 'backup' | 'bids' | 'calendar' | 'challenges' | 'claims' | 'contracts' | 'credits' | 'deals' | 'decisions' | 'demands' | 'draws' | 'experts' | 'files' | 'hard-problems'
  | 'imports' | 'jobs' | 'learning' | 'market' | 'markets' | 'matches' | 'months' | 'notices' | 'objections' | 'organizations' | 'ready' | 'reference' | 'regions' | 'registrations'
  | 'reviews' | 'seats' | 'security-log' | 'settings' | 'setup' | 'stats' | 'targets' | 'todos'

/** All keys of a noun begin with it. */
export const keysOf = (noun: Noun) => ({
  all: [noun] as const,
  list: (...query: unknown[]) => [noun, 'list', ...query] as const,
  one: (id: string, ...part: unknown[]) => [noun, 'one', id, ...part] as const,
})

const listing: readonly Noun[] = ['matches', 'deals', 'imports', 'stats', 'todos']
const trade: readonly Noun[] = ['demands', 'achievements', 'matches', 'deals', 'contracts', 'registrations', 'credits', 'stats', 'targets', 'todos']

const alters: Partial<Record<Noun, readonly Noun[]>> = {
  absences: ['deals'],
  accounts: ['todos'],
  achievements: listing,
  bids: ['challenges', 'notices', 'decisions', 'todos'],
  challenges: ['bids', 'notices', 'decisions', 'todos'],
  draws: ['reviews', 'seats', 'todos'],
  experts: ['reviews', 'todos'],
  reviews: ['draws', 'seats', 'challenges', 'todos'],
  seats: ['reviews', 'todos'],
  decisions: ['challenges', 'bids', 'notices', 'todos'],
  months: ['stats'],
  'hard-problems': ['todos'],
  notices: ['challenges', 'bids', 'decisions', 'todos'],
  objections: ['notices', 'challenges', 'todos'],
  calendar: ['market', 'deals', 'contracts', 'registrations', 'todos'],
  claims: ['demands', 'achievements', 'matches', 'deals', 'todos'],
  contracts: ['registrations', 'credits', 'deals', 'demands', 'achievements', 'matches', 'learning', 'months', 'stats', 'targets', 'todos'],
  credits: ['contracts', 'deals', 'todos'],
  deals: ['demands', 'achievements', 'matches', 'contracts', 'credits', 'learning', 'stats', 'todos'],
  demands: listing,
  imports: [...trade, 'organizations'],
  jobs: ['todos'],
  learning: ['matches'],
  market: ['markets', 'stats', 'targets', 'registrations', 'todos'],
  matches: ['demands', 'achievements', 'deals', 'learning', 'stats', 'todos'],
  registrations: ['contracts', 'demands', 'achievements', 'deals', 'matches', 'learning', 'months', 'stats', 'targets', 'todos'],
  organizations: ['accounts', 'demands', 'achievements', 'deals', 'contracts', 'todos'],
  settings: ['backup', 'todos'],
}

/** Reads anew what a change of these nouns may have altered. */
export const changed = (client: QueryClient, nouns: readonly Noun[]): Promise<unknown> =>
  Promise.all([...new Set(nouns.flatMap((n) => [n, ...(alters[n] ?? [])]))].map((n) => client.invalidateQueries({ queryKey: keysOf(n).all })))

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: { changes?: readonly Noun[] }
  }
}
