import { lazy } from 'react'
import type { Feature, FeatureRoute, ListingPart, NavItem } from '@/lib/feature'

// Every features/*/routes.tsx exports `feature`; a new folder is found by itself.
const found = import.meta.glob<{ feature: Feature }>('../features/*/routes.tsx', { eager: true })

export const features: Feature[] = Object.values(found).map((m) => m.feature)
export const featureRoutes: FeatureRoute[] = features.flatMap((f) => f.routes)
export const navItems: NavItem[] = features.flatMap((f) => f.nav ?? []).sort((a, b) => a.order - b.order)
export const listingParts: ListingPart[] = features.flatMap((f) => (f.belowListing ? [lazy(f.belowListing)] : []))
