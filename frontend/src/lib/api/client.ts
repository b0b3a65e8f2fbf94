// The one way to the server: JSON in and out, problem details as ApiError, the access token in memory only, and one
// silent refresh when it has run out.
import { currentLanguage } from '@/lib/i18n/language'
import { loadEnglish } from '@/lib/i18n/server'
import { ApiError, toProblem } from './problem'
import type { Session } from './wire'

export const base = '/api/v1'

export type Query = Record<string, string | number | boolean | string[] | undefined | null>

export interface Options {
  query?: Query
  body?: unknown
  form?: FormData
  ifMatch?: string | number
  /** Sent again unchanged when the user repeats a failed save, so that it happens once. */
  idempotencyKey?: string
  signal?: AbortSignal
  /** Session requests must not try to refresh. */
  bare?: boolean
  /** Sent instead of the token of the page. */
  token?: string
}

export interface Reply<T> {
  data: T
  etag: string | null
}

/** What came of asking for a new access token: a session; none, it has ended; or no answer of the server that says either. */
export type Refreshed = 'renewed' | 'ended' | 'unreached'

let token: string | null = null
let refreshing: Promise<Refreshed> | null = null
let onRefreshed: (s: Session) => Promise<string | null> = (s) => Promise.resolve(s.accessToken)
let onLapsed: () => Promise<boolean> = () => Promise.resolve(false)

export function setToken(t: string | null): void {
  token = t
}

/** Called with the session of the cookie; gives the token to go on with, or null when it is somebody else's than the page. */
export function whenRefreshed(f: typeof onRefreshed): void {
  onRefreshed = f
}

/** Called when the session has ended while a page was open; true once the same person has signed in again. */
export function whenLapsed(f: typeof onLapsed): void {
  onLapsed = f
}

export function url(path: string, query?: Query): string {
  const params = new URLSearchParams()
  for (const [k, v] of Object.entries(query ?? {})) {
    if (v === undefined || v === null || v === '') continue
    if (Array.isArray(v)) v.forEach((x) => params.append(k, x))
    else params.set(k, String(v))
  }
  const s = params.toString()
  return base + path + (s ? `?${s}` : '')
}

async function send(method: string, path: string, o: Options): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  const bearer = o.token ?? (o.bare ? null : token)
  if (bearer) headers.Authorization = `Bearer ${bearer}`
  if (o.body !== undefined) headers['Content-Type'] = 'application/json'
  if (o.ifMatch !== undefined) headers['If-Match'] = typeof o.ifMatch === 'number' ? `"${o.ifMatch}"` : o.ifMatch
  if (o.idempotencyKey) headers['Idempotency-Key'] = o.idempotencyKey
  try {
    return await fetch(url(path, o.query), {
      method,
      headers,
      body: o.form ?? (o.body !== undefined ? JSON.stringify(o.body) : undefined),
      signal: o.signal,
      credentials: 'same-origin',
    })
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e
    throw new ApiError(toProblem(0, null, method !== 'GET'))
  }
}

/** Asks for a new access token with the refresh cookie; many callers share one request. */
export function refresh(): Promise<Refreshed> {
  refreshing ??= renew()
    .catch((): Refreshed => 'unreached')
    .finally(() => {
      refreshing = null
    })
  return refreshing
}

async function renew(): Promise<Refreshed> {
  const r = await send('POST', '/session/refresh', { bare: true })
  if (r.status === 401) return 'ended'
  if (!r.ok) return 'unreached'
  const fresh = await onRefreshed((await r.json()) as Session)
  if (!fresh) return 'ended'
  setToken(fresh)
  return 'renewed'
}

/** Goes on with a new token, or once the person has signed in again; without either the first answer stands. */
async function again(method: string, path: string, o: Options, first: Response): Promise<Response> {
  const how = await refresh()
  if (how === 'unreached') throw new ApiError(toProblem(0, null, method !== 'GET'))
  if (how === 'renewed' || (await onLapsed())) return send(method, path, o)
  return first
}

/** Sends a request, once more when the access token has run out, and throws an answer that is no success. */
async function request(method: string, path: string, o: Options): Promise<Response> {
  let r = await send(method, path, o)
  if (r.status === 401 && !o.bare && token !== null) r = await again(method, path, o, r)
  if (!r.ok) {
    const body = await read(r)
    if (currentLanguage() === 'en') await loadEnglish()
    throw new ApiError(toProblem(r.status, body, method !== 'GET'))
  }
  return r
}

async function read(r: Response): Promise<unknown> {
  const text = r.status === 204 ? '' : await r.text()
  if (!text) return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export async function call<T>(method: string, path: string, o: Options = {}): Promise<Reply<T>> {
  const r = await request(method, path, o)
  return { data: (await read(r)) as T, etag: r.headers.get('ETag') }
}

/** The bytes of a file, for showing it in the page. */
export const bytes = (path: string, signal?: AbortSignal): Promise<ArrayBuffer> => request('GET', path, { signal }).then((r) => r.arrayBuffer())

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) =>
  call<T>('GET', path, { query, signal }).then((r) => r.data)
export const post = <T>(path: string, body?: unknown, o?: Options) =>
  call<T>('POST', path, { ...o, body: body ?? {} }).then((r) => r.data)
export const put = <T>(path: string, body: unknown, o?: Options) => call<T>('PUT', path, { ...o, body }).then((r) => r.data)
export const patch = <T>(path: string, body: unknown, o?: Options) =>
  call<T>('PATCH', path, { ...o, body }).then((r) => r.data)
export const del = <T>(path: string, o?: Options) => call<T>('DELETE', path, o).then((r) => r.data)

/** A key for one user action; keep it while the same save is repeated. */
export function newKey(): string {
  return crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`
}
