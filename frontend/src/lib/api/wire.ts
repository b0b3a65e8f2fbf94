// The wire types pages use most, until they are all taken from the generated schema.

export interface Page<T> {
  items: T[]
  next?: string
  total: number
}

export type Role =
  | 'enterprise' | 'institute' | 'researcher' | 'broker' | 'agency' | 'commissioner'
  | 'department' | 'officer' | 'approver' | 'registrar' | 'expert' | 'admin'

export interface Market {
  id: string
  name: string
  regionCode: string
  bureauName: string
  demo: boolean
  mainIndustries: string[]
}

export interface Membership {
  id: string
  role: Role
  roleName: string
  org?: string
  orgName?: string
  market: string
  marketName: string
}

export interface Me {
  person: { id: string; name: string; account: string; mustChange: boolean }
  /** null for a person without any role. */
  membership: Membership | null
  memberships: Membership[]
  market: Market | null
}

export interface Session {
  accessToken: string
  expiresIn: number
  me: Me
}

/** One line of a record's history. */
export interface Entry {
  step: string
  stepName?: string
  from: string
  fromName?: string
  to: string
  toName?: string
  reason?: string
  personName: string
  role: string
  roleName?: string
  orgName?: string
  at: number
}

/** A step of the flow table that the reader may take now. */
export interface Step {
  step: string
  label: string
  reason: boolean
}
