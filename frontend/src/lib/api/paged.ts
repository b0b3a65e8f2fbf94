import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'

interface Page<T> {
  items: T[]
  next: string
  total: number
}

/** A list that is read page by page; the next page is added when it is asked for. */
export const paged = <T>(queryKey: readonly unknown[], read: (cursor: string, signal: AbortSignal) => Promise<Page<T>>) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  })

/** What `paged` gives, for a list that shows any kind of row. */
export type Paged<T> = ReturnType<typeof paged<T>>
