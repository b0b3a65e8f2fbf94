// Reference data that changes with a new version of the server only.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { answer, api } from '@/lib/api/client'
import { keysOf } from '@/lib/api/keys'
import type { Schemas } from '@/lib/api/wire'
import { boot } from '@/lib/boot'
import { useLanguage } from '@/lib/i18n/language'
import { regionInEnglish } from '@/lib/region-english'

export type Industry = Schemas['IndustryNode']

export type Region = Schemas['RegionView']

export type RuleSet = Schemas['RegistryRuleSet']

export function useReference(enabled = true) {
  return useQuery({
    enabled,
    queryKey: keysOf('reference').all,
    queryFn: ({ signal }) => answer(api.GET('/reference', { signal })),
    staleTime: Infinity,
    gcTime: Infinity,
  })
}

/** "0903" -> "新材料 / 纳米碳酸钙"; empty while the names are not known: a code says nothing to a reader. */
export function useIndustryName(): (code: string | undefined, short?: boolean) => string {
  const { data } = useReference(!boot.industries)
  const industries = boot.industries ?? data?.industries
  const lang = useLanguage()
  const named = (i: Industry) => (lang === 'en' && i.english ? i.english : i.name)
  return (code, short) => {
    if (!code) return ''
    const top = industries?.find((i) => i.code === code.slice(0, 2))
    if (!top) return ''
    if (code.length === 2) return named(top)
    const found = top.children?.find((i) => i.code === code)
    const sub = found ? named(found) : code
    return short ? sub : `${named(top)} / ${sub}`
  }
}

/** The regions inside one; those of the country without it. */
export const regionsQuery = (parent: string) =>
  queryOptions({
    queryKey: keysOf('regions').list(parent),
    queryFn: ({ signal }) => answer(api.GET('/regions', { params: { query: { parent } }, signal })).then((r) => r.items),
    staleTime: Infinity,
  })

const useRegions = (parent: string, enabled: boolean) => useQuery({ ...regionsQuery(parent), enabled })

/** The codes from the province down to this one; some levels may not exist (districts of Beijing have no city). */
export function regionPath(code: string | undefined): string[] {
  if (!code || code.length < 2) return []
  const full = code.padEnd(6, '0')
  return [`${full.slice(0, 2)}0000`, `${full.slice(0, 4)}00`, full].filter((p, i, all) => all.indexOf(p) === i)
}

/** 530000 -> 53: the prefix that filters a list by everything inside. */
export function regionPrefix(code: string): string {
  return code.replace(/^(\d{2})0000$/, '$1').replace(/^(\d{4})00$/, '$1')
}

/** The names along a code: province, city, county. */
export function useRegionName(code: string | undefined): string {
  const english = useRegionEnglish()(code)
  const national = code === '100000' || english !== undefined
  const [a, b, c] = national ? [] : regionPath(code)
  const top = useRegions('', a !== undefined)
  const inA = useRegions(a ?? '', b !== undefined)
  const inB = useRegions(b ?? '', c !== undefined)
  const name = (x: string | undefined, ...lists: (Region[] | undefined)[]) => lists.flatMap((l) => l ?? []).find((r) => r.code === x)?.name ?? ''
  if (english !== undefined) return english
  return national ? '全国' : name(a, top.data) + name(b, inA.data) + name(c, inB.data, inA.data)
}

/** The English name of a region while English is chosen; undefined for the others, and where it is not known. */
export function useRegionEnglish(): (code: string | undefined) => string | undefined {
  const lang = useLanguage()
  return (code) => (lang === 'en' ? regionInEnglish(code) : undefined)
}
