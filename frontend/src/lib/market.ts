// The market whose public pages are shown: one's own when signed in, else the one chosen in this browser.
import { useSyncExternalStore } from 'react'
import { useQuery } from '@tanstack/react-query'
import { answer, api } from '@/lib/api/client'
import { keysOf } from '@/lib/api/keys'
import type { Market } from '@/lib/api/wire'
import { boot } from '@/lib/boot'
import { preference } from '@/lib/preference'
import { useMe } from '@/lib/session'

const looked = preference<string>('market-looked', '', (v) => v ?? '')
const chosen = preference<string>('market', '', (v) => v ?? '')

export const chooseMarket = chosen.set

// A link to a record leads into its market, whichever was looked at before.
if (boot.market) chosen.set(boot.market)

export function useMarkets() {
  return useQuery({
    queryKey: keysOf('markets').all,
    queryFn: ({ signal }) => answer(api.GET('/markets', { signal })).then((r) => r.items),
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

/** The market whose public listings are shown, one's own at first, and whether it is another one: there one only reads. */
export function useShownMarket(): { market: Market | null | undefined; abroad: boolean } {
  const me = useMe()
  const own = useMarket()
  const id = useSyncExternalStore(looked.subscribe, looked.get)
  const markets = useMarkets()
  if (!me) return { market: own, abroad: false }
  const other = id && id !== own?.id ? markets.data?.find((m) => m.id === id) : undefined
  return { market: other ?? own, abroad: other !== undefined }
}

/** Shows the public listings of a market; empty goes back to one's own. */
export const lookAt = looked.set
