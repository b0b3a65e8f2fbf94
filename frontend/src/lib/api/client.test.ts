import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { call, setToken, url, whenSignedOut } from './client'
import { ApiError } from './problem'

describe('url', () => {
  it('leaves empty filters out and repeats lists', () => {
    expect(url('/demands', { q: '甘蔗', industry: undefined, region: '', state: ['open', 'draft'], limit: 20 })).toBe(
      '/api/v1/demands?q=%E7%94%98%E8%94%97&state=open&state=draft&limit=20',
    )
  })
})

// A real server on a free port: the rule is about what goes over the wire.
describe('session', () => {
  let server: Server
  let refreshes = 0
  let allow = true
  const plain = globalThis.fetch

  beforeEach(async () => {
    refreshes = 0
    allow = true
    server = createServer((req, res) => {
      const json = (status: number, body: unknown) => {
        res.writeHead(status, { 'Content-Type': 'application/json' })
        res.end(JSON.stringify(body))
      }
      if (req.url === '/api/v1/session/refresh') {
        refreshes++
        json(allow ? 200 : 401, allow ? { accessToken: 'new' } : { detail: '请先登录。' })
      } else if (req.headers.authorization === 'Bearer new') json(200, { ok: true })
      else json(401, { detail: '请先登录。' })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    globalThis.fetch = (input, init) => plain(origin + String(input), init)
  })
  afterEach(() => {
    globalThis.fetch = plain
    server.close()
  })

  it('refreshes once for many calls whose token ran out', async () => {
    setToken('old')
    const replies = await Promise.all([call('GET', '/a'), call('GET', '/b'), call('GET', '/c')])
    expect(replies.map((r) => r.data)).toEqual([{ ok: true }, { ok: true }, { ok: true }])
    expect(refreshes).toBe(1)
  })

  it('says so when the session has ended', async () => {
    allow = false
    let ended = 0
    whenSignedOut(() => ended++)
    setToken('old')
    await expect(call('GET', '/a')).rejects.toBeInstanceOf(ApiError)
    expect(ended).toBe(1)
  })

  it('does not refresh for a visitor who never signed in', async () => {
    setToken(null)
    await expect(call('GET', '/a')).rejects.toThrow('请先登录')
    expect(refreshes).toBe(0)
  })
})
