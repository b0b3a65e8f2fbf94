import { amount } from '@/lib/format'
import { messages, useLanguage, useSay, useT, type Language } from '@/lib/i18n/language'
import { useIndustryName, useRegionName } from '@/lib/reference'
import { word } from '@/lib/vocabulary'
import { groupNames, isSet, type Filters, type Group } from './facets'
import { listingTexts } from '@/lib/listing-texts'
import type { Kind } from '@/lib/api/listings'

const texts = messages({
  q: ['搜索词', 'Words'],
  leadNo: ['不含公开线索', 'Without public leads'],
  leadOnly: ['只看公开线索', 'Public leads only'],
  level: ['{n} 级以上', 'level {n} and above'],
  under: ['{b} 万元以内', 'up to ¥{b}'],
  from: ['{a} 万元以上', 'from ¥{a}'],
  between: ['{a} 至 {b} 万元', '¥{a} to ¥{b}'],
})

const round = (fen: string, lang: Language) => amount(Number(fen) % 10 === 9 ? Number(fen) + 1 : Number(fen) === 1 ? 0 : Number(fen), lang)

/** The names of the groups of filters, and what each is set to, in words. */
export function useFilterWords(kind: Kind) {
  const t = useT(texts)
  const w = useT(listingTexts)
  const say = useSay()
  const lang = useLanguage()
  const industry = useIndustryName()
  const name = (g: Group): string =>
    ({ q: t('q'), industry: w('industry'), region: w('region'), mode: w('mode'), trl: w(kind === 'demand' ? 'minMaturity' : 'maturity'), money: w(kind === 'demand' ? 'budget' : 'price'), lead: w('lead'), state: w('state') })[g]
  const range = (min: string, max: string): string => {
    if (min === '' || min === '1' || min === '0') return t('under', { b: round(max, lang) })
    return max === '' ? t('from', { a: round(min, lang) }) : t('between', { a: round(min, lang), b: round(max, lang) })
  }
  const level = (n: string) => t('level', { n })
  const mode = (code: string) => say(word('modes', code))
  return { name, range, level, mode, industry, lead: (v: string) => t(v === 'true' ? 'leadOnly' : 'leadNo') }
}

/** Every filter that is set, in words, in the order of the form. */
export function useActive(kind: Kind, f: Filters): { group: Group; name: string; value: string }[] {
  const words = useFilterWords(kind)
  const say = useSay()
  const region = useRegionName(f.region ? f.region.padEnd(6, '0') : undefined)
  const value: Record<Group, () => string> = {
    q: () => f.q,
    industry: () => words.industry(f.industry),
    region: () => region || f.region,
    mode: () => words.mode(f.mode),
    trl: () => words.level(f.trl),
    money: () => words.range(f.minFen, f.maxFen),
    lead: () => words.lead(f.lead),
    state: () => say(word('listingStates', f.state)),
  }
  return groupNames.filter((g) => isSet(f, g)).map((g) => ({ group: g, name: words.name(g), value: value[g]() }))
}
