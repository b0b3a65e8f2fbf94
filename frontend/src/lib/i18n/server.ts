// The English side of the server's sentences (server-dictionary.ts), loaded when an English page first needs it. Most
// readers read Chinese, and the dictionary is larger than the home page.
import { useSyncExternalStore } from 'react'
import { currentLanguage, useLanguage } from './language'

type Translate = (zh: string) => string

let translate: Translate | null = null
let loading: Promise<void> | null = null
const listeners = new Set<() => void>()

/** Loads the dictionary once. Without it, sentences stay Chinese; a later call tries again. */
export function loadEnglish(): Promise<void> {
  loading ??= import('./server-dictionary').then(
    (m) => {
      translate = m.inEnglish
      listeners.forEach((f) => f())
    },
    () => {
      loading = null
    },
  )
  return loading
}

/** A sentence of the server in the language now chosen, as far as the dictionary is loaded. */
export function spoken(zh: string): string {
  return currentLanguage() === 'en' && translate ? translate(zh) : zh
}

const subscribe = (f: () => void) => {
  listeners.add(f)
  return () => listeners.delete(f)
}

const loadedOne = () => translate

/** Reads a sentence of the server in the language now chosen. */
export function useServerText(): (zh: string) => string {
  const lang = useLanguage()
  const loaded = useSyncExternalStore(subscribe, loadedOne, loadedOne)
  return (zh) => {
    if (lang !== 'en') return zh
    if (loaded) return loaded(zh)
    void loadEnglish()
    return zh
  }
}
