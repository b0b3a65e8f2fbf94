import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { call, refresh, setToken, url, whenLapsed, whenRefreshed } from './client'
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
  let answer = 401
  const bodies: string[] = []
  const plain = globalThis.fetch

  beforeEach(async () => {
    refreshes = 0
    allow = true
    answer = 401
    bodies.length = 0
    whenLapsed(() => Promise.resolve(false))
    whenRefreshed((s) => Promise.resolve(s.accessToken))
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

  it('says so when the session has ended and nobody signs in again', async () => {
    allow = false
    let ended = 0
    whenLapsed(() => {
      ended++
      return Promise.resolve(false)
    })
    setToken('old')
    await expect(call('GET', '/a')).rejects.toBeInstanceOf(ApiError)
    expect(ended).toBe(1)
  })

  it('sends what was typed once the person has signed in again', async () => {
    allow = false
    whenLapsed(() => {
      setToken('new')
      return Promise.resolve(true)
    })
    setToken('old')
    await expect(call('POST', '/demands', { body: { title: '甘蔗除杂' } })).resolves.toMatchObject({ data: { ok: true } })
    expect(bodies).toEqual(['{"title":"甘蔗除杂"}'])
  })

  it.each([429, 500, 502, 503])('takes an answer %i of the renewal for no word about the session', async (status) => {
    allow = false
    answer = status
    let ended = 0
    whenLapsed(() => {
      ended++
      return Promise.resolve(false)
    })
    setToken('old')
    await expect(call('GET', '/a')).rejects.toThrow('连不上服务器，请检查网络后重试。')
    await expect(call('POST', '/a')).rejects.toThrow('已填写的内容还在')
    expect([ended, await refresh()]).toEqual([0, 'unreached'])
  })

  it('does not act as somebody else who signed in in another window', async () => {
    whenRefreshed(() => Promise.resolve(null))
    setToken('old')
    await expect(call('GET', '/a')).rejects.toThrow('请先登录')
    expect(bodies).toEqual([])
  })

  it('does not refresh for a visitor who never signed in', async () => {
    setToken(null)
    await expect(call('GET', '/a')).rejects.toThrow('请先登录')
    expect(refreshes).toBe(0)
  })
})
