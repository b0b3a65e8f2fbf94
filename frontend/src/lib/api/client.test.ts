import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { url } from './client'

describe('url', () => {
  it('leaves empty filters out and repeats lists', () => {
    expect(url('/demands', { query: { q: '甘蔗', industry: undefined, region: '', state: ['open', 'draft'], limit: 20 } })).toBe(
      '/api/v1/demands?q=%E7%94%98%E8%94%97&state=open&state=draft&limit=20',
    )
  })
})

// A real server on a free port: the rule is about what goes over the wire.
describe('session', () => {
  let server: Server
  let page: typeof import('./client')
  let refreshes = 0
  let allow = true
  let answer = 401
  const bodies: string[] = []

  beforeEach(async () => {
    refreshes = 0
    allow = true
    answer = 401
    bodies.length = 0
    server = createServer((req, res) => {
      const json = (status: number, body: unknown) => {
        res.writeHead(status, { 'Content-Type': 'application/json' })
        res.end(JSON.stringify(body))
      }
      if (req.url === '/api/v1/session/refresh') {
        refreshes++
        json(allow ? 200 : answer, allow ? { accessToken: 'new' } : { detail: '请先登录。' })
      } else if (req.headers.authorization === 'Bearer new') {
        let body = ''
        req.on('data', (d) => (body += d))
        req.on('end', () => {
          bodies.push(body)
          json(200, { ok: true })
        })
      } else json(401, { detail: '请先登录。' })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    vi.stubGlobal('Request', class extends Request {
      constructor(input: RequestInfo | URL, init?: RequestInit) {
        super(typeof input === 'string' ? origin + input : input, init)
      }
    })
    vi.resetModules()
    page = await import('./client')
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    server.close()
  })

  it('refreshes once for many calls whose token ran out', async () => {
    page.setToken('old')
    const replies = await Promise.all([page.api.GET('/me'), page.api.GET('/todos'), page.api.GET('/market')])
    expect(replies.map((r) => r.data)).toEqual([{ ok: true }, { ok: true }, { ok: true }])
    expect(refreshes).toBe(1)
  })

  it('says so when the session has ended and nobody signs in again', async () => {
    allow = false
    let ended = 0
    page.whenLapsed(() => {
      ended++
      return Promise.resolve(false)
    })
    page.setToken('old')
    await expect(page.api.GET('/me')).rejects.toMatchObject({ name: 'ApiError' })
    expect(ended).toBe(1)
  })

  it('sends what was typed once the person has signed in again', async () => {
    allow = false
    page.whenLapsed(() => {
      page.setToken('new')
      return Promise.resolve(true)
    })
    page.setToken('old')
    await expect(page.api.POST('/demands', { body: { content: { title: '甘蔗除杂' } } })).resolves.toMatchObject({ data: { ok: true } })
    expect(bodies).toEqual(['{"content":{"title":"甘蔗除杂"}}'])
  })

  it.each([429, 500, 502, 503])('takes an answer %i of the renewal for no word about the session', async (status) => {
    allow = false
    answer = status
    let ended = 0
    page.whenLapsed(() => {
      ended++
      return Promise.resolve(false)
    })
    page.setToken('old')
    await expect(page.api.GET('/me')).rejects.toThrow('连不上服务器，请检查网络后重试。')
    await expect(page.api.POST('/jobs/{id}/retry', { params: { path: { id: 'a' } } })).rejects.toThrow('已填写的内容还在')
    expect([ended, await page.refresh()]).toEqual([0, 'unreached'])
  })

  it('does not act as somebody else who signed in in another window', async () => {
    page.whenRefreshed(() => Promise.resolve(null))
    page.setToken('old')
    await expect(page.api.GET('/me')).rejects.toThrow('请先登录')
    expect(bodies).toEqual([])
  })

  it('does not refresh for a visitor who never signed in', async () => {
    page.setToken(null)
    await expect(page.api.GET('/me')).rejects.toThrow('请先登录')
    expect(refreshes).toBe(0)
  })
})
