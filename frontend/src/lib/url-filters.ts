import { useSearchParams } from 'react-router'

/** Filters live in the address: a list can be reloaded, shared and gone back to. Empty values are left out. */
export function useUrlFilters<K extends string>(names: readonly K[]): [Record<K, string>, (change: Partial<Record<K, string>>) => void] {
  const [params, setParams] = useSearchParams()
  const values = Object.fromEntries(names.map((n) => [n, params.get(n) ?? ''])) as Record<K, string>
  const change = (c: Partial<Record<K, string>>) =>
    setParams(
      () => {
        // The address, not the last rendering: two quick changes must both stay.
        const next = new URLSearchParams(window.location.search)
        for (const [k, v] of Object.entries(c) as [string, string | undefined][]) {
          if (v) next.set(k, v)
          else next.delete(k)
        }
        return next
      },
      { replace: true },
    )
  return [values, change]
}

/** The filters of a list. */
export interface ListFilters<K extends string> {
  values: Record<K, string>
  set: (change: Partial<Record<K, string>>) => void
  /** Something narrows the list; an order does not. */
  active: boolean
  clear: () => void
}

export function useListFilters<K extends string>(...names: K[]): ListFilters<K> {
  const [values, set] = useUrlFilters(names)
  const narrow = names.filter((n) => n !== 'sort')
  return { values, set, active: narrow.some((n) => values[n] !== ''), clear: () => set(Object.fromEntries(narrow.map((n) => [n, ''])) as Partial<Record<K, string>>) }
}
