import type { Language } from '@/lib/i18n/language'

/** Tells plain CSS the language and the type size. Called before the first paint too: a later change moves everything. */
export function dress(lang: Language, elder: boolean): void {
  document.documentElement.lang = lang === 'en' ? 'en' : 'zh-CN'
  document.documentElement.dataset.elder = elder ? 'on' : 'off'
}
