import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/lib/api/client'
import { keysOf } from '@/lib/api/keys'
import type { Market } from '@/lib/api/wire'

/** What a set-up link is for: a first administrator of a market, or a first market as well. */
export const setupQuery = (token: string) =>
  queryOptions({
    queryKey: keysOf('setup').one(token),
    queryFn: ({ signal }): Promise<{ market: Market | null }> => answer(api.GET('/setup/{token}', { params: { path: { token } }, signal })),
    retry: false,
    refetchOnWindowFocus: false,
  })

export const changePassword = (old: string, fresh: string) => answer(api.POST('/me/password', { body: { old, new: fresh } }))
