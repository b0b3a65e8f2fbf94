import { queryOptions } from '@tanstack/react-query'
import { answer, api, filters, type Filters } from '@/lib/api/client'
import { keysOf } from '@/lib/api/keys'
import { paged } from '@/lib/api/paged'
import type { Schemas } from '@/lib/api/wire'

/** What a registrar says to one point by hand. */
export type Answer = Required<Pick<Schemas['RegistryAnswer'], 'code' | 'verdict'>> & Pick<Schemas['RegistryAnswer'], 'note'>

const keys = keysOf('registrations')

const page = (f: Filters<'/registrations'>, signal: AbortSignal) => answer(api.GET('/registrations', { params: { query: filters<'/registrations'>(f) }, signal }))

export const registrationList = (f: Filters<'/registrations'>) => paged(keys.list(f), (cursor, signal) => page({ ...f, cursor }, signal))

/** How many files are in a state; all that are open without one. */
export const registrationCount = (state: string) =>
  queryOptions({ queryKey: keys.list('count', state), queryFn: ({ signal }) => page({ state, limit: 1 }, signal).then((p) => p.total) })
