import { queryOptions } from '@tanstack/react-query'
import { answer, api } from './client'
import { keysOf } from './keys'

/** Nouns whose records keep a history; there is one market, one's own. */
export type Kept = 'accounts' | 'achievements' | 'bids' | 'challenges' | 'claims' | 'contracts' | 'deals' | 'demands' | 'experts' | 'market' | 'matches' | 'organizations' | 'reviews' | 'targets'

export const history = (of: Kept, id: string) =>
  queryOptions({
    queryKey: keysOf(of).one(id, 'history'),
    queryFn: ({ signal }) => answer(of === 'market' ? api.GET('/market/history', { signal }) : api.GET(`/${of}/{id}/history`, { params: { path: { id } }, signal })),
  })
