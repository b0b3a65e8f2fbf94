// What was typed into a contract and not saved, with the version it was typed on.
import { backup, restore } from '@/lib/backup'
import type { ContractContent } from '@/lib/contract'
import { differences } from '@/lib/merge'

type Values = Partial<ContractContent>

interface Kept {
  values: Values
  base: Values
  rev: number
}

export const keep = (slot: string, values: Values, base: { value: Values; rev: number }): void =>
  backup<Kept>(slot, { values, base: base.value, rev: base.rev })

/** What is kept in a slot and is not in the record: offered again however old it is, until it is saved or discarded. */
export function kept(slot: string, record: Values): (Kept & { at: number }) | null {
  const b = restore<Partial<Kept>>(slot)
  const { values, base, rev } = b?.value ?? {}
  if (!b || !values || !base || rev === undefined || differences(base, values, record).length === 0) return null
  return { values, base, rev, at: b.at }
}
