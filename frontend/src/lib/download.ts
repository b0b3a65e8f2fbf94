// Downloads open with a one-use ticket, because a link cannot carry the access token.
import { post, url, type Query } from '@/lib/api/client'
import { useSession } from '@/lib/session'

/** Gives a function that saves an API path as a file. */
export function useDownload(): (path: string, query?: Query) => Promise<void> {
  const signedIn = useSession().status === 'in'
  return async (path, query) => {
    let target = url(path, query)
    if (signedIn) {
      const { ticket } = await post<{ ticket: string }>('/tickets', { path: url(path) })
      target = url(path, { ...query, ticket })
    }
    const a = document.createElement('a')
    a.href = target
    a.download = ''
    document.body.append(a)
    a.click()
    a.remove()
  }
}
