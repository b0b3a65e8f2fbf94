// The language of the pages. Chinese is the first language; English is the switch. Texts live beside the component
// that shows them, always as a pair, so that no half-translated page can be compiled.
import { useSyncExternalStore } from 'react'
import { preference } from '@/lib/preference'

export type Language = 'zh' | 'en'

/** One text in both languages: [Chinese, English]. */
export type Text = readonly [zh: string, en: string]

const language = preference<Language>('language', 'zh', (v) => (v === 'en' ? 'en' : 'zh'))

export function useLanguage(): Language {
  return useSyncExternalStore(language.subscribe, language.get, language.get)
}

export const setLanguage = language.set
export const currentLanguage = language.get
export const onLanguageChange = language.subscribe

/** Chooses one side of a pair and fills `{name}` places. */
export function say(text: Text, lang: Language, values?: Record<string, string | number>): string {
  const s = lang === 'en' ? text[1] : text[0]
  return values ? s.replace(/\{(\w+)\}/g, (_, k: string) => String(values[k] ?? '')) : s
}

/** Between the words of a list. */
export const comma: Text = ['、', ', ']

export type Dictionary<K extends string> = Readonly<Record<K, Text>>

/** Declares the texts of a component; keys are checked where they are used. */
export function messages<K extends string>(dict: Record<K, Text>): Dictionary<K> {
  return dict
}

/** t('key', {n: 3}) for a dictionary in the language now chosen. */
export function useT<K extends string>(dict: Dictionary<K>) {
  const lang = useLanguage()
  return (key: K, values?: Record<string, string | number>) => say(dict[key], lang, values)
}

/** Chooses from pairs that are data (routes, menus, states). */
export function useSay() {
  const lang = useLanguage()
  return (text: Text, values?: Record<string, string | number>) => say(text, lang, values)
}
