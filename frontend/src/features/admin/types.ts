import type { Membership } from '@/lib/api/wire'

/** An account as its administrator sees it. */
export interface Account {
  id: string
  rev: number
  account: string
  name: string
  phone?: string
  email?: string
  locked: boolean
  mustChange: boolean
  /** Kept by this market: only then it can be reset, disabled or edited. */
  own: boolean
  memberships: Membership[]
  createdAt: number
}
