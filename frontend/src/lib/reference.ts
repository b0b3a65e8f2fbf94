// Reference data that changes with a new version of the server only.
import { useQuery } from '@tanstack/react-query'
import { get } from '@/lib/api/client'

export interface Industry {
  code: string
  name: string
  children?: Industry[]
}

export interface Region {
  code: string
  name: string
  level: number | string
}

/** Everything GET /reference gives; features read their own keys. */
export interface Reference {
  industries: Industry[]
  [key: string]: unknown
}

export function useReference() {
  return useQuery({
    queryKey: ['reference'],
    queryFn: ({ signal }) => get<Reference>('/reference', undefined, signal),
    staleTime: Infinity,
    gcTime: Infinity,
  })
}

/** "0903" -> "新材料 / 纳米碳酸钙"; an unknown code is shown as it is. */
export function useIndustryName(): (code: string | undefined, short?: boolean) => string {
  const { data } = useReference()
  return (code, short) => {
    if (!code) return ''
    const top = data?.industries.find((i) => i.code === code.slice(0, 2))
    if (!top || code.length === 2) return top?.name ?? code
    const sub = top.children?.find((i) => i.code === code)?.name ?? code
    return short ? sub : `${top.name} / ${sub}`
  }
}

export function useRegions(parent: string, enabled = true) {
  return useQuery({
    queryKey: ['regions', parent],
    queryFn: ({ signal }) => get<{ items: Region[] }>('/regions', { parent }, signal).then((r) => r.items),
    staleTime: Infinity,
    enabled,
  })
}

export const fetchRegions = (parent: string) => get<{ items: Region[] }>('/regions', { parent }).then((r) => r.items)

/** The names along a code: province, city, county. */
export function useRegionName(code: string | undefined): string {
  const parts = code ? [code.slice(0, 2), code.slice(0, 4), code.slice(0, 6)].filter((p, i, all) => all.indexOf(p) === i) : []
  const province = useRegions('', parts.length > 0)
  const city = useRegions(parts[0] ?? '', parts.length > 1)
  const county = useRegions(parts[1] ?? '', parts.length > 2)
  return [province, city, county]
    .slice(0, parts.length)
    .map((q, i) => q.data?.find((r) => trim(r.code) === parts[i])?.name ?? '')
    .filter((n) => n && n !== '市辖区')
    .join('')
}

/** 530000 and 53 name the same province. */
export function trim(code: string): string {
  return code.replace(/^(\d{2})0000$/, '$1').replace(/^(\d{4})00$/, '$1')
}
