// A copy of the typed text, on this device, until the server has it. A failed save, a closed tab or a power cut loses
// nothing.
import { readStored, writeStored } from '@/lib/preference'
import { differences } from './merge'

interface Stored<T> {
  at: number
  value: T
}

const name = (slot: string) => `kebang.backup.${slot}`

export function backup<T>(slot: string, value: T, at = Date.now()): void {
  writeStored(name(slot), JSON.stringify({ at, value } satisfies Stored<T>))
}

export function restore<T>(slot: string): Stored<T> | null {
  const s = readStored(name(slot))
  if (!s) return null
  try {
    return JSON.parse(s) as Stored<T>
  } catch {
    return null
  }
}

export function forget(slot: string): void {
  writeStored(name(slot), null)
}

/** A value of a record, and the revision it belongs to. */
export interface Version<V> {
  value: V
  rev: number
}

/** What was typed and not saved, when, and the version it was typed on. */
export interface Kept<V> {
  at: number
  mine: V
  base: Version<V>
}

export const keepTyped = <V>(slot: string, mine: V, base: Version<V>, at?: number): void => backup(slot, { mine, base }, at)

/** What is kept in a slot and is not in the record: offered again however old it is, until it is saved or discarded. */
export function keptTyped<V extends object>(slot: string, record: Version<V>): Kept<V> | null {
  const stored = restore<{ mine?: V; base?: Version<V> }>(slot)
  const { mine, base } = stored?.value ?? {}
  if (!stored || !mine || !base || differences(base.value, mine, record.value).length === 0) return null
  return { at: stored.at, mine, base }
}
