// The market whose public pages are shown: one's own when signed in, else the one chosen in this browser.
import { useSyncExternalStore } from 'react'
import { useQuery } from '@tanstack/react-query'
import { get } from '@/lib/api/client'
import type { Market } from '@/lib/api/wire'
import { boot } from '@/lib/boot'
import { preference } from '@/lib/preference'
import { useMe } from '@/lib/session'

const chosen = preference<string>('market', '', (v) => v ?? '')

export const chooseMarket = chosen.set

// A link to a record leads into its market, whichever was looked at before.
if (boot.market) chosen.set(boot.market)

export function useMarkets() {
  return useQuery({
    queryKey: ['markets'],
    queryFn: ({ signal }) => get<{ items: Market[] }>('/markets', undefined, signal).then((r) => r.items ?? []),
    staleTime: 5 * 60_000,
    initialData: boot.markets,
  })
}

/** undefined while it is not known yet; null when the server has no market. */
export function useMarket(): Market | null | undefined {
  const me = useMe()
  const id = useSyncExternalStore(chosen.subscribe, chosen.get)
  const markets = useMarkets()
  if (me) return me.market
  if (!markets.data) return undefined
  // Ids grow with time: without a choice the market that was set up first is shown.
  return markets.data.find((m) => m.id === id) ?? [...markets.data].sort((a, b) => (a.id < b.id ? -1 : 1))[0] ?? null
}
