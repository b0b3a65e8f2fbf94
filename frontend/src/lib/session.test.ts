import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

// A real server on a free port, a refresh cookie as the browser keeps it, and a connection that can be cut.
let server: Server
let cookie = ''
let live: string[] = []
let connected = true
let asked: string[] = []
let page: EventTarget
let kept: Map<string, string>
const plain = globalThis.fetch

const me = { person: { id: 'p1', name: '李会' } }

beforeEach(async () => {
  cookie = ''
  live = []
  connected = true
  asked = []
  server = createServer((req, res) => {
    const json = (status: number, body?: unknown) => {
      res.writeHead(status, { 'Content-Type': 'application/json' })
      res.end(body === undefined ? '' : JSON.stringify(body))
    }
    const at = `${req.method ?? ''} ${(req.url ?? '').replace('/api/v1', '')}`
    asked.push(at)
    const known = live.includes(req.headers.cookie ?? '')
    if (at === 'POST /session') {
      cookie = `r${live.length + 1}`
      live.push(cookie)
      json(200, { accessToken: 'a', me })
    } else if (at === 'POST /session/refresh') json(known ? 200 : 401, known ? { accessToken: 'b' } : { detail: '请先登录。' })
    else if (at === 'GET /me') json(known ? 200 : 401, known ? me : { detail: '请先登录。' })
    else if (at === 'DELETE /session') {
      live = live.filter((c) => c !== req.headers.cookie)
      cookie = ''
      json(204)
    } else json(404, {})
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  vi.stubGlobal('Request', class extends Request {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === 'string' ? origin + input : input, init)
    }
  })
  vi.stubGlobal('fetch', (r: Request) => {
    if (!connected) return Promise.reject(new TypeError('Failed to fetch'))
    return plain(r, { headers: { ...Object.fromEntries(r.headers), ...(cookie && { Cookie: cookie }) } })
  })
  kept = new Map()
  vi.stubGlobal('localStorage', {
    getItem: (k: string) => kept.get(k) ?? null,
    setItem: (k: string, v: string) => kept.set(k, v),
    removeItem: (k: string) => kept.delete(k),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  server.close()
})

/** The modules as a page that has just been opened has them. */
async function opened() {
  page = new EventTarget()
  vi.stubGlobal('window', page)
  vi.resetModules()
  const [session, api] = [await import('./session'), await import('./api/client')]
  let signedIn = ''
  session.onIdentityChange(() => (signedIn += '.'))
  return { ...session, ...api, changes: () => signedIn.length }
}

it('ends a session at once', async () => {
  const p = await opened()
  await p.signIn('zk-broker', 'x')
  await p.signOut()
  expect([live, cookie, [...kept.keys()]]).toEqual([[], '', []])
})

it('forgets who was signed in without a connection, and tells the server when it is back', async () => {
  const p = await opened()
  await p.signIn('zk-broker', 'x')
  const known = p.changes()
  connected = false
  await p.signOut()
  expect(p.changes()).toBe(known + 1) // the page is nobody's, and cached answers go
  expect(live).toHaveLength(1) // nobody could tell the server
  connected = true
  asked = []
  page.dispatchEvent(new Event('online'))
  await vi.waitFor(() => expect(live).toEqual([]))
  expect(asked).toEqual(['DELETE /session'])
  await vi.waitFor(() => expect([...kept.keys()]).toEqual([]))
})

it('does not come back in by the cookie when the page is opened again', async () => {
  const p = await opened()
  await p.signIn('zk-broker', 'x')
  connected = false
  await p.signOut()

  const offline = await opened() // still without a connection
  await offline.startSession()
  connected = true
  asked = []
  page.dispatchEvent(new Event('online'))
  await vi.waitFor(() => expect(live).toEqual([]))
  expect(asked).toEqual(['DELETE /session'])

  const online = await opened()
  asked = []
  await online.startSession()
  expect(asked).toEqual([]) // a plain visitor
})

it('ends the old session first when the page is opened again with a connection', async () => {
  const p = await opened()
  await p.signIn('zk-broker', 'x')
  connected = false
  await p.signOut()
  connected = true
  const again = await opened()
  asked = []
  await again.startSession()
  expect([asked, live]).toEqual([['DELETE /session'], []])
})

it('does not end the session of who signed in meanwhile', async () => {
  const p = await opened()
  await p.signIn('zk-broker', 'x')
  connected = false
  await p.signOut()
  connected = true
  await p.signIn('zk-officer', 'x')
  asked = []
  page.dispatchEvent(new Event('online'))
  await expect(p.api.GET('/me')).resolves.toMatchObject({ data: me })
  expect(asked).toEqual(['GET /me'])
})
