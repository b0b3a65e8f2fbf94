import { queryOptions } from '@tanstack/react-query'
import { answer, api } from './client'
import { keysOf } from './keys'

/** What matching learned from use, and the weights that count now. */
export const learningQuery = queryOptions({ queryKey: keysOf('learning').all, queryFn: ({ signal }) => answer(api.GET('/learning', { signal })) })
