// A choice of this browser (language, 长者模式) kept in localStorage and shared by all components.

export interface Preference<T> {
  get: () => T
  set: (v: T) => void
  subscribe: (f: () => void) => () => void
}

/** Reads never fail: a browser that forbids storage just forgets. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Storage full or forbidden: the choice then lasts until the page is closed.
  }
}

export function preference<T extends string>(name: string, first: T, check: (v: string | null) => T): Preference<T> {
  const key = `kebang.${name}`
  const stored = readStored(key)
  let value = stored === null ? first : check(stored)
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (v) => {
      value = v
      writeStored(key, v)
      listeners.forEach((f) => f())
    },
    subscribe: (f) => {
      listeners.add(f)
      return () => listeners.delete(f)
    },
  }
}
