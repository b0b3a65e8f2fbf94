// Who is signed in. The access token lives in memory only; after a reload the refresh cookie brings it back.
import { useSyncExternalStore } from 'react'
import * as api from '@/lib/api/client'
import type { Me, Role, Session } from '@/lib/api/wire'
import { readStored, writeStored } from '@/lib/preference'

export type SessionState = { status: 'starting' } | { status: 'out' } | { status: 'in'; me: Me }

let state: SessionState = { status: 'starting' }
const listeners = new Set<() => void>()
const changed = new Set<() => void>()

function put(next: SessionState): void {
  const who = (s: SessionState) => (s.status === 'in' ? (s.me.membership?.id ?? s.me.person.id) : '')
  const other = who(state) !== who(next)
  state = next
  if (other) changed.forEach((f) => f())
  listeners.forEach((f) => f())
}

/** Called when another person or role acts from now on: cached answers must go. */
export function onIdentityChange(f: () => void): void {
  changed.add(f)
}

// A mere hint that this browser was signed in, so that plain visitors are not asked for a session they never had.
const hint = 'kebang.signed-in'

function enter(s: Session): Me {
  writeStored(leaving, null)
  writeStored(hint, '1')
  api.setToken(s.accessToken)
  put({ status: 'in', me: s.me })
  return s.me
}

export async function startSession(): Promise<void> {
  api.whenSignedOut(() => put({ status: 'out' }))
  if (!(await endOnServer())) {
    // Somebody signed out here without a connection: nobody may come back in by the cookie.
    window.addEventListener('online', () => void endOnServer(), { once: true })
    return put({ status: 'out' })
  }
  if (readStored(hint) === null || !(await api.refresh())) {
    writeStored(hint, null)
    return put({ status: 'out' })
  }
  try {
    put({ status: 'in', me: await api.get<Me>('/me') })
  } catch {
    put({ status: 'out' })
  }
}

export const signIn = (account: string, password: string) =>
  api.call<Session>('POST', '/session', { body: { account, password }, bare: true }).then((r) => enter(r.data))

export const switchRole = (membership: string) => api.post<Session>('/session/role', { membership }).then(enter)

export const setUp = (body: unknown) => api.call<Session>('POST', '/setup', { body, bare: true }).then((r) => enter(r.data))

/** Reads who one is again, after one's own password or profile changed. */
export async function reloadMe(): Promise<void> {
  put({ status: 'in', me: await api.get<Me>('/me') })
}

export async function signOut(): Promise<void> {
  // Without a connection the cookie lives on. The page forgets at once, and the server is told as soon as it can be.
  writeStored(leaving, '1')
  api.setToken(null)
  writeStored(hint, null)
  put({ status: 'out' })
  if (!(await endOnServer())) window.addEventListener('online', () => void endOnServer(), { once: true })
}

const leaving = 'kebang.signing-out'

/** Ends the session of the cookie; false while the server cannot be reached. */
async function endOnServer(): Promise<boolean> {
  if (readStored(leaving) === null) return true
  try {
    await api.del('/session')
  } catch {
    return false
  }
  writeStored(leaving, null)
  return true
}

export function useSession(): SessionState {
  return useSyncExternalStore(
    (f) => {
      listeners.add(f)
      return () => listeners.delete(f)
    },
    () => state,
  )
}

export function useMe(): Me | null {
  const s = useSession()
  return s.status === 'in' ? s.me : null
}

export function useIs(...roles: Role[]): boolean {
  const me = useMe()
  return me?.membership != null && roles.includes(me.membership.role)
}
