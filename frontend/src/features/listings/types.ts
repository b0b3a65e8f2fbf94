// The two kinds of listings as the API sends them, seen as one: the fields of the other kind are simply absent.
import type { Schemas } from '@/lib/api/wire'

export type Kind = 'demand' | 'achievement'
export type Level = 'public' | 'members' | 'protected' | 'private'

export type Requirement = Schemas['ListingRequirement']
export type Indicator = Schemas['ListingIndicator']
export type Ip = Schemas['ListingIP']

type Either = Schemas['ListingDemandContent'] & Schemas['ListingAchievementContent']
type Money = 'budgetFen' | 'budgetHighFen' | 'priceFen' | 'priceHighFen' | 'floorFen'

/** Money fields may be null while a form is being filled in. */
export type Content = Omit<Either, 'title' | 'text' | Money> & { title: string; text: string } & { [K in Money]?: number | null }

export type Listing = Omit<Schemas['ListingViewListingDemandContent'], 'content' | 'draft'> & {
  content: Content
  draft?: Content
}

export const pathOf = (kind: Kind) => (kind === 'demand' ? '/demands' : '/achievements')
