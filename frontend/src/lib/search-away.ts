import { useQuery } from '@tanstack/react-query'
import { keysOf } from '@/lib/api/keys'

interface Health {
  parts?: { name: string; ok: boolean }[]
}

const away = (h: Health | undefined) => h?.parts?.some((p) => p.name === 'index' && !p.ok) ?? false

/** Whether the server says that its search engine is away: what is stored can be read, nothing new is searched or matched. */
export function useSearchAway(): boolean {
  const { data } = useQuery({
    queryKey: keysOf('ready').all,
    queryFn: async ({ signal }) => (await (await fetch('/readyz', { signal })).json()) as Health,
    retry: false,
    refetchInterval: (q) => (away(q.state.data) ? 5_000 : 60_000),
  })
  return away(data)
}
