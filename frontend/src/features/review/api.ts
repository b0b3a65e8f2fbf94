import { listingList, type Kind } from '@/lib/api/listings'

/** What waits for review, the longest waiting first. */
export const reviewList = (kind: Kind) => listingList(kind, { scope: 'review', limit: 50 })
