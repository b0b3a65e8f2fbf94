// The two kinds of listings seen as one: the fields of the other kind are simply absent.
import { queryOptions } from '@tanstack/react-query'
import { answer, api, filters, type Filters } from './client'
import { sheet } from './files'
import { keysOf } from './keys'
import { paged } from './paged'
import type { Schemas } from './wire'

export type Kind = 'demand' | 'achievement'

/** What is sent: the content of either kind. */
export type SentContent = Schemas['ListingDemandContent'] & Schemas['ListingAchievementContent']

type Money = 'budgetFen' | 'budgetHighFen' | 'priceFen' | 'priceHighFen' | 'floorFen'

/** Money fields may be null while a form is being filled in. */
export type Content = Omit<SentContent, 'title' | 'text' | Money> & { title: string; text: string } & { [K in Money]?: number | null }

export type Requirement = Schemas['ListingRequirement']
export type Indicator = Schemas['ListingIndicator']

type View = Omit<Schemas['DemandView'], 'content' | 'draft'> & { content: SentContent; draft?: SentContent }
export type Listing = Omit<View, 'content' | 'draft'> & { content: Content; draft?: Content }

/** The noun of a kind, in keys, paths of the interface and addresses of pages. */
export const nounOf = (kind: Kind) => `${kind}s` as const

/** The address of the pages of a kind. */
export const pathOf = (kind: Kind) => `/${kind}s` as const

const whole = (c: SentContent): Content => ({ title: '', text: '', ...c })

export const listingOf = (v: View): Listing => ({ ...v, content: whole(v.content), draft: v.draft && whole(v.draft) })

export type ListingFilters = Filters<'/demands'>

const page = async (kind: Kind, f: ListingFilters, signal: AbortSignal) => {
  const p = await answer(api.GET(pathOf(kind), { params: { query: filters<'/demands'>(f) }, signal }))
  return { ...p, items: p.items.map(listingOf) }
}

export const listingList = (kind: Kind, f: ListingFilters) => paged(keysOf(nounOf(kind)).list(f), (cursor, signal) => page(kind, { ...f, cursor }, signal))

/** The first hits for words that are being typed, of those that take a deal. */
export const listingHits = (kind: Kind, q: string) =>
  queryOptions({ queryKey: keysOf(nounOf(kind)).list('hits', q), queryFn: ({ signal }) => page(kind, { q, limit: 20, lead: 'false' }, signal) })

export const listingSheet = (kind: Kind, f: ListingFilters) => sheet(`/${nounOf(kind)}/export.xlsx`, f)

/** A listing as one's own market or, for a visitor, the market he looks at shows it. */
export const listingQuery = (kind: Kind, id: string, market?: string) =>
  queryOptions({
    queryKey: keysOf(nounOf(kind)).one(id, market),
    queryFn: async ({ signal }) => listingOf(await answer(api.GET(`${pathOf(kind)}/{id}`, { params: { path: { id }, query: { market } }, signal }))),
  })
