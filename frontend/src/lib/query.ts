import { MutationCache, QueryClient } from '@tanstack/react-query'
import { changed } from '@/lib/api/keys'
import { ApiError } from '@/lib/api/problem'
import { onLanguageChange } from '@/lib/i18n/language'
import { onIdentityChange } from '@/lib/session'

export const queryClient: QueryClient = new QueryClient({
  mutationCache: new MutationCache({
    onSuccess: (_data, _variables, _result, mutation) => void changed(queryClient, mutation.meta?.changes ?? []),
    // A change that met a newer version reads it, so that the next press goes by the present record.
    onError: (e, _variables, _result, mutation) => {
      if (e instanceof ApiError && e.status === 412) void changed(queryClient, mutation.meta?.changes ?? [])
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // An answer of the server is an answer; only a lost connection or a server in trouble is worth asking again.
      retry: (n, e) => n < 2 && e instanceof ApiError && (e.status === 0 || e.status >= 502) && !e.searchAway,
      refetchOnWindowFocus: true,
      // A search that failed is shown by itself when the search engine is back.
      refetchInterval: (q) => (q.state.error instanceof ApiError && q.state.error.searchAway ? 5_000 : false),
    },
  },
})

onIdentityChange(() => queryClient.clear())
// Answers hold sentences in the language that was asked for.
onLanguageChange(() => void queryClient.invalidateQueries())
