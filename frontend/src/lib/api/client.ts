// The one way to the server: openapi-fetch over the generated types. It adds the access token, which lives in memory
// only, and renews it once when it has run out. An answer that is no success is thrown as ApiError.
import createClient, { createFinalURL, defaultPathSerializer } from 'openapi-fetch'
import { currentLanguage } from '@/lib/i18n/language'
import { ApiError, toProblem } from './problem'
import type { paths } from './schema'
import type { Session } from './wire'

export const base = '/api/v1'

/** The paths of the interface without the prefix they share. */
export type Paths = { [P in keyof paths as P extends `${typeof base}${infer Rest}` ? Rest : never]: paths[P] }

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

/** Empty filters are left out, lists are repeated. */
export function querySerializer(query: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [k, v] of Object.entries(query)) {
    if (v === undefined || v === null || v === '') continue
    if (Array.isArray(v)) v.forEach((x) => params.append(k, String(x)))
    else params.set(k, String(v))
  }
  return params.toString()
}

/** The address of a path, for what the browser fetches by itself. */
export const url = (path: keyof Paths, params: { path?: Record<string, unknown>; query?: Record<string, unknown> }): string =>
  createFinalURL(path, { baseUrl: base, params, querySerializer, pathSerializer: defaultPathSerializer })

const unreached = (r: Request) => new ApiError(toProblem(0, null, r.method !== 'GET'))

async function send(request: Request, bearer: string | null): Promise<Response> {
  const r = request.clone() // its body may be sent once more
  if (bearer) r.headers.set('Authorization', `Bearer ${bearer}`)
  r.headers.set('Accept-Language', currentLanguage() === 'en' ? 'en' : 'zh-CN')
  try {
    return await fetch(r)
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e
    throw unreached(request)
  }
}

/** Throws an answer that is no success. */
async function checked(request: Request, r: Response): Promise<Response> {
  if (r.ok) return r
  const text = await r.text()
  throw new ApiError(toProblem(r.status, parsed(text), request.method !== 'GET'))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text || null
  }
}

/** Sends a request, and once more when the access token has run out. */
async function authorised(request: Request): Promise<Response> {
  const first = await send(request, token)
  if (first.status !== 401 || token === null) return checked(request, first)
  const how = await refresh()
  if (how === 'unreached') throw unreached(request)
  // Goes on with a new token, or once the person has signed in again; without either the first answer stands.
  const again = how === 'renewed' || (await onLapsed())
  return checked(request, again ? await send(request, token) : first)
}

const options = { baseUrl: base, querySerializer, headers: { Accept: 'application/json' } }

export const api = createClient<Paths>({ ...options, fetch: authorised })

/** For requests about the session itself: without the token of the page, and never a renewal. */
export const bare = createClient<Paths>({ ...options, fetch: async (r) => checked(r, await send(r, null)) })

/** The body of an answer. One that is no success was thrown before. */
export const answer = <R extends { data?: unknown }>(sent: Promise<R>) => sent.then((r) => r.data as Exclude<R['data'], undefined>)

/** Asks for a new access token with the refresh cookie; many callers share one request. */
export function refresh(): Promise<Refreshed> {
  refreshing ??= renew()
    .catch((e): Refreshed => (e instanceof ApiError && e.status === 401 ? 'ended' : 'unreached'))
    .finally(() => {
      refreshing = null
    })
  return refreshing
}

async function renew(): Promise<Refreshed> {
  const fresh = await onRefreshed(await answer(bare.POST('/session/refresh')))
  if (!fresh) return 'ended'
  setToken(fresh)
  return 'renewed'
}

/** The header that saves only over the revision that was read. */
export const ifMatch = (rev: number) => ({ 'If-Match': `"${rev}"` })

/** A key for one user action; keep it while the same save is repeated, so that it happens once. */
export function newKey(): string {
  return crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`
}

/** The header of such a key. */
export const once = (key: string = newKey()) => ({ 'Idempotency-Key': key })

/** Filters as they stand in the address bar: their names are checked, their values are text that the server judges. */
export type Filters<P extends keyof Paths> = { [K in keyof QueryOf<P>]?: QueryOf<P>[K] | string }

type QueryOf<P extends keyof Paths> = Paths[P] extends { get: { parameters: { query?: infer Q } } } ? NonNullable<Q> : never

export const filters = <P extends keyof Paths>(f: Filters<P>): QueryOf<P> => f as QueryOf<P>

/** What a path takes. */
export type Body<P extends keyof Paths, M extends 'post' | 'put' = 'post'> = Paths[P] extends { [K in M]: { requestBody?: { content: { 'application/json': infer B } } } } ? B : never
