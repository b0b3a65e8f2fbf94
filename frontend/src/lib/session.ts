// Who is signed in. The access token lives in memory only; after a reload the refresh cookie brings it back.
import { useSyncExternalStore } from 'react'
import { answer, api, bare, refresh, setToken, whenLapsed, whenRefreshed, type Body } from '@/lib/api/client'
import { isRole, type Me, type Role, type Session } from '@/lib/api/wire'
import { readStored, writeStored } from '@/lib/preference'

/** `lapsed`: the session has ended on the server, and the page waits for the same person to sign in again. */
export type SessionState = { status: 'starting' } | { status: 'out' } | { status: 'in'; me: Me; lapsed?: boolean }

let state: SessionState = { status: 'starting' }
const listeners = new Set<() => void>()
const changed = new Set<() => void>()
const waiting: ((resumed: boolean) => void)[] = []

function put(next: SessionState): void {
  const who = (s: SessionState) => (s.status === 'in' ? (s.me.membership?.id ?? s.me.person.id) : '')
  const other = who(state) !== who(next)
  state = next
  if (other || next.status !== 'in' || !next.lapsed) waiting.splice(0).forEach((f) => f(!other && next.status === 'in'))
  if (other) changed.forEach((f) => f())
  listeners.forEach((f) => f())
}

/** Called when another person or role acts from now on: cached answers must go. */
export function onIdentityChange(f: () => void): void {
  changed.add(f)
}

// A mere hint that this browser was signed in. Without it a plain visitor is not asked for a session.
const hint = 'kebang.signed-in'

function enter(s: Session): Me {
  writeStored(leaving, null)
  writeStored(hint, '1')
  setToken(s.accessToken)
  put({ status: 'in', me: s.me })
  return s.me
}

/** The requests of a page wait while its person signs in again: what is typed stays where it is and is sent after that. */
function lapse(): Promise<boolean> {
  if (state.status !== 'in') return Promise.resolve(false)
  // Signed out on purpose in another window: nothing may stay on this screen.
  if (readStored(hint) === null) {
    setToken(null)
    put({ status: 'out' })
    return Promise.resolve(false)
  }
  const resumed = new Promise<boolean>((f) => waiting.push(f))
  put({ status: 'in', me: state.me, lapsed: true })
  return resumed
}

/** Another window of this browser may have signed in as somebody else or taken another role: a page keeps its own. */
async function keepRole(s: Session): Promise<string | null> {
  if (state.status !== 'in') return s.accessToken
  if (s.me.person.id !== state.me.person.id) return null
  const mine = state.me.membership?.id
  if (!mine || s.me.membership?.id === mine) return s.accessToken
  if (!s.me.memberships.some((m) => m.id === mine)) {
    put({ status: 'in', me: s.me }) // the role was taken away meanwhile
    return s.accessToken
  }
  return (await asRole(mine, s.accessToken)).accessToken
}

const asRole = (membership: string, token: string): Promise<Session> =>
  answer(bare.POST('/session/role', { body: { membership }, headers: { Authorization: `Bearer ${token}` } }))

const open = (account: string, password: string): Promise<Session> => answer(bare.POST('/session', { body: { account, password } }))

/** Signs the same person in again, in the role the page is open in. */
export async function resume(password: string): Promise<void> {
  if (state.status !== 'in') return
  const { person, membership } = state.me
  const s = await open(person.account, password)
  const mine = s.me.memberships.find((m) => m.id === membership?.id)
  if (!mine || s.me.membership?.id === mine.id || s.me.person.mustChange) return void enter(s)
  enter(await asRole(mine.id, s.accessToken))
}

export async function startSession(): Promise<void> {
  whenLapsed(lapse)
  whenRefreshed(keepRole)
  if (!(await endOnServer())) {
    // Somebody signed out here without a connection: nobody may come back in by the cookie.
    window.addEventListener('online', () => void endOnServer(), { once: true })
    return put({ status: 'out' })
  }
  const how = readStored(hint) === null ? 'ended' : await refresh()
  if (how !== 'renewed') {
    // A server that does not answer says nothing about the session: the next start asks again.
    if (how === 'ended') writeStored(hint, null)
    return put({ status: 'out' })
  }
  try {
    put({ status: 'in', me: await answer(api.GET('/me')) })
  } catch {
    put({ status: 'out' })
  }
}

export const signIn = (account: string, password: string) => open(account, password).then(enter)

export const switchRole = (membership: string) => answer(api.POST('/session/role', { body: { membership } })).then(enter)

export const setUp = (body: Body<'/setup'>) => answer(bare.POST('/setup', { body })).then(enter)

/** Reads who one is again, after one's own password or profile changed. */
export async function reloadMe(): Promise<void> {
  put({ status: 'in', me: await answer(api.GET('/me')) })
}

export async function signOut(): Promise<void> {
  // Without a connection the cookie lives on. The page forgets at once, and the server is told as soon as it can be.
  writeStored(leaving, '1')
  setToken(null)
  writeStored(hint, null)
  put({ status: 'out' })
  if (!(await endOnServer())) window.addEventListener('online', () => void endOnServer(), { once: true })
}

const leaving = 'kebang.signing-out'

/** Ends the session of the cookie; false while the server cannot be reached. */
async function endOnServer(): Promise<boolean> {
  if (readStored(leaving) === null) return true
  try {
    await api.DELETE('/session')
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

/** The role one acts in. */
export function useRole(): Role | null {
  const role = useMe()?.membership?.role
  return isRole(role) ? role : null
}

export function useIs(...roles: Role[]): boolean {
  const role = useRole()
  return role !== null && roles.includes(role)
}
