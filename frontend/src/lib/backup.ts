// A copy of what is being typed, on this device, until the server has it: a failed save, a closed tab or a power cut
// loses nothing.
import { readStored, writeStored } from '@/lib/preference'

interface Stored<T> {
  at: number
  value: T
}

const name = (key: string) => `kebang.backup.${key}`

export function backup<T>(key: string, value: T, at = Date.now()): void {
  writeStored(name(key), JSON.stringify({ at, value } satisfies Stored<T>))
}

export function restore<T>(key: string): Stored<T> | null {
  const s = readStored(name(key))
  if (!s) return null
  try {
    return JSON.parse(s) as Stored<T>
  } catch {
    return null
  }
}

export function forget(key: string): void {
  writeStored(name(key), null)
}
