// Downloads open with a one-use ticket, because a link cannot carry the access token.
import { answer, api, url } from '@/lib/api/client'
import type { Download } from '@/lib/api/files'
import { useSession } from '@/lib/session'

/** Gives a function that saves a file of the server. */
export function useDownload(): (file: Download) => Promise<void> {
  const signedIn = useSession().status === 'in'
  return async ({ path, params }) => {
    let target = url(path, params)
    if (signedIn) {
      const { ticket } = await answer(api.POST('/tickets', { body: { path: url(path, { path: params.path }) } }))
      target = url(path, { ...params, query: { ...params.query, ticket } })
    }
    follow(target, '')
  }
}

/** Saves bytes that the page has got. */
export function saveBytes(bytes: Blob, name: string) {
  const src = URL.createObjectURL(bytes)
  follow(src, name)
  setTimeout(() => URL.revokeObjectURL(src), 60_000)
}

function follow(href: string, name: string) {
  const a = document.createElement('a')
  a.href = href
  a.download = name
  document.body.append(a)
  a.click()
  a.remove()
}
