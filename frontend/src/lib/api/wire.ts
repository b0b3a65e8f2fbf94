// Short names for the wire types that pages share. They are the generated ones (schema.d.ts); only what OpenAPI shows too
// loosely is narrowed here.
import type { components } from './schema'

export type Schemas = components['schemas']

const allRoles = [
  'enterprise', 'institute', 'researcher', 'broker', 'agency', 'commissioner',
  'department', 'officer', 'approver', 'registrar', 'expert', 'admin',
] as const
export type Role = (typeof allRoles)[number]

export const isRole = (code: string | undefined): code is Role => allRoles.some((r) => r === code)

export type Market = Schemas['MarketView']
export type Membership = Schemas['PartyHeldRole']
/** A person without any role has no membership and no market. */
export type Me = Omit<Schemas['Me'], 'membership' | 'market'> & { membership: Membership | null; market: Market | null }
export type Session = Omit<Schemas['SessionBody'], 'me'> & { me: Me }

/** A step of the flow table that the reader may take now. */
export type Step = Schemas['Button']
