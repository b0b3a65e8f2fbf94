// Short names for the wire types that pages share. They are the generated ones (schema.d.ts); only closed word lists
// that OpenAPI shows as plain strings are narrowed here.
import type { components } from './schema'

export type Schemas = components['schemas']

export interface Page<T> {
  items: T[]
  next?: string
  total: number
}

export type Role =
  | 'enterprise' | 'institute' | 'researcher' | 'broker' | 'agency' | 'commissioner'
  | 'department' | 'officer' | 'approver' | 'registrar' | 'expert' | 'admin'

export type Market = Schemas['MarketView']
export type Membership = Omit<Schemas['PartyHeldRole'], 'role'> & { role: Role }

export interface Me {
  person: Schemas['MePerson']
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

/** One line of a record's history; some records name their steps and states themselves. */
export type Entry = Omit<Schemas['AuditEntry'], 'id' | 'kind' | 'market' | 'record' | 'recordRev' | 'rev' | 'shape' | 'person'> & {
  stepName?: string
  fromName?: string
  toName?: string
  roleName?: string
}

/** A step of the flow table that the reader may take now. */
export type Step = Schemas['Button']
