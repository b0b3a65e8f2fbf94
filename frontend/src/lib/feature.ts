// A feature tells the application its pages and its places in the menu. The folder app/ collects every
// features/*/routes.tsx by itself, so a new feature needs no change elsewhere.
import { createContext, type ComponentType, type ReactNode } from 'react'
import type { Listing } from '@/lib/api/listings'
import type { Role } from '@/lib/api/wire'
import type { Text } from '@/lib/i18n/language'

/** public: anyone; signedIn: any role; else one of the roles. */
export type Access = 'public' | 'signedIn' | readonly Role[]

export interface FeatureRoute {
  path: string
  title: Text
  access: Access
  page: () => Promise<{ default: ComponentType }>
  /** The page uses no component of Ant Design and does not wait for it. */
  plain?: boolean
  /** bare pages have no menu: sign-in, set-up, wall page. */
  layout?: 'app' | 'bare'
}

export interface NavItem {
  to: string
  label: Text
  icon: ReactNode
  access: Access
  /** Place in the menu, small first: 10 todos, 20 public lists, 30 own work, 50 contracts, 70 statistics, 90 administration. */
  order: number
  /** Heading above the item in the side menu. */
  group?: Text
}

export interface Feature {
  routes: FeatureRoute[]
  nav?: NavItem[]
  /** A part that this feature adds below a published listing. */
  belowListing?: () => Promise<{ default: ListingPart }>
}

export type ListingPart = ComponentType<{ listing: Listing }>

/** The parts of all features below a published listing. */
export const ListingParts = createContext<ListingPart[]>([])

export function mayOpen(access: Access, role: Role | null): boolean {
  if (access === 'public') return true
  if (role === null) return false
  return access === 'signedIn' || access.includes(role)
}
