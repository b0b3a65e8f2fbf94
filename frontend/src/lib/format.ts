// Numbers, money and times as people read them. Money comes as integer fen and never becomes a float on its way back.

import type { Language } from '@/lib/i18n/language'

/** Fen as exact decimal 万元 text without trailing zeros: 123450000 -> "123.45". */
export function wan(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return ''
  const neg = fen < 0
  const digits = String(Math.abs(Math.trunc(fen))).padStart(7, '0')
  const whole = digits.slice(0, -6).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  const rest = digits.slice(-6).replace(/0+$/, '')
  return (neg ? '-' : '') + whole + (rest ? `.${rest}` : '')
}

/** Fen as yuan with thousands separators, exact: 123450000 -> "1,234,500". */
export function yuan(fen: number): string {
  const digits = String(Math.abs(Math.trunc(fen))).padStart(3, '0')
  const rest = digits.slice(-2)
  return (fen < 0 ? '-' : '') + digits.slice(0, -2).replace(/\B(?=(\d{3})+(?!\d))/g, ',') + (rest === '00' ? '' : `.${rest}`)
}

/** Decimal 万元 text to fen, exactly; null when it is no amount of at most six decimals. */
export function fenOfWan(text: string): number | null {
  const m = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text.replace(/[,，\s]/g, ''))
  if (!m) return null
  return Number(m[1] + (m[2] ?? '').padEnd(6, '0'))
}

/** An amount for a column whose head names the unit: 万元 in Chinese, yuan in English. */
export const amount = (fen: number, lang: Language): string => (lang === 'en' ? yuan(fen) : wan(fen))

export function money(fen: number | null | undefined, lang: Language = 'zh'): string {
  if (fen === null || fen === undefined) return '—'
  return lang === 'en' ? `¥${yuan(fen)}` : `${wan(fen)} 万元`
}

/** One amount or a range: 120 万元, 50–100 万元, 不超过 500 万元. */
export function moneyRange(low: number | null | undefined, high: number | null | undefined, lang: Language = 'zh'): string {
  if (high === null || high === undefined || high === low) return money(low, lang)
  if (!low) return lang === 'en' ? `up to ${money(high, lang)}` : `不超过 ${money(high, lang)}`
  return lang === 'en' ? `${money(low, lang)}–${yuan(high)}` : `${wan(low)}–${wan(high)} 万元`
}

export interface Amounts {
  budgetFen?: number | null
  budgetHighFen?: number | null
  priceFen?: number | null
  priceHighFen?: number | null
}

/** Budget of a demand or price of an achievement, both ends of a range; empty when neither is known. */
export function amountsOf(c: Amounts, lang: Language = 'zh'): string {
  const [low, high] = c.budgetFen != null || c.budgetHighFen != null ? [c.budgetFen, c.budgetHighFen] : [c.priceFen, c.priceHighFen]
  return low || high ? moneyRange(low, high, lang) : ''
}

/** The civil date of an instant (UTC ms) in the market's zone, YYYY-MM-DD. */
export function dateOf(ms: number | null | undefined): string {
  if (!ms) return '—'
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(ms)
}

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' })

/** An instant (UTC ms) in the market's zone, YYYY-MM-DD HH:MM: the same form of a date everywhere, in both languages. */
export const timeOf: (ms: number | null | undefined, lang?: Language) => string = (ms) => (ms ? `${dateOf(ms)} ${clock.format(ms)}` : '—')

/** "3 天前": how fresh something is. */
export function ago(ms: number | null | undefined, lang: Language, now = Date.now()): string {
  if (!ms) return '—'
  const f = new Intl.RelativeTimeFormat(lang === 'en' ? 'en' : 'zh-CN', { numeric: 'auto' })
  const min = Math.round((ms - now) / 60_000)
  if (Math.abs(min) < 60) return f.format(min, 'minute')
  if (Math.abs(min) < 60 * 24) return f.format(Math.round(min / 60), 'hour')
  if (Math.abs(min) < 60 * 24 * 45) return f.format(Math.round(min / 60 / 24), 'day')
  return dateOf(ms)
}

/** Days from the civil date of an instant (UTC ms) in the market's zone to a date YYYY-MM-DD; negative when it is past. */
export function daysUntil(date: string, now: number): number {
  return Math.round((Date.parse(date) - Date.parse(dateOf(now))) / 86_400_000)
}

export function count(n: number, lang: Language = 'zh'): string {
  return new Intl.NumberFormat(lang === 'en' ? 'en' : 'zh-CN').format(n)
}
