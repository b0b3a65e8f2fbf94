// Ant Design is loaded with the first page that uses it: the public home does without, and opens sooner.
import { createElement, useSyncExternalStore, type ComponentType, type ReactNode } from 'react'

type Kit = ComponentType<{ children: ReactNode }>

let kit: Kit | null = null
let loading: Promise<void> | null = null
const listeners = new Set<() => void>()

export function loadKit(): Promise<void> {
  loading ??= import('@/ui/kit').then(
    (m) => {
      kit = m.default
      listeners.forEach((f) => f())
    },
    (e: unknown) => {
      loading = null
      throw e
    },
  )
  return loading
}

const subscribe = (f: () => void) => {
  listeners.add(f)
  return () => listeners.delete(f)
}

/** Puts the kit around the page once it is loaded; pages that need it wait for it (lazyPage). */
export function KitGate({ children }: { children: ReactNode }) {
  const loaded = useSyncExternalStore(subscribe, () => kit)
  return loaded ? createElement(loaded, null, children) : children
}
