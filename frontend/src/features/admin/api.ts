// Readings and changes of administrators: accounts, organisations, the market, its calendar, settings, jobs and the
// log.
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, filters, ifMatch, once, type Filters, type Body } from '@/lib/api/client'
import { sheet } from '@/lib/api/files'
import { keysOf } from '@/lib/api/keys'
import { paged } from '@/lib/api/paged'
import type { Schemas } from '@/lib/api/wire'

export type Account = Schemas['AccountView']
export type OrganizationForm = Body<'/organizations'>
export type MarketForm = Body<'/market', 'put'>
export type NoticeBody = Body<'/calendar'>
export type Notice = Schemas['NoticeView']
export type Settings = Schemas['SettingsView']
export type Job = Schemas['JobView']
export type Index = Schemas['IndexView']
export type RefusedWrite = Schemas['RefusedWriteView']
export type Access = Schemas['AccessView']

/** Roles that only make sense for an organisation. */
export const needsOrg = ['enterprise', 'institute', 'agency', 'department']

/** A new row, or the record and the revision that is saved over. */
export interface Over {
  id?: string
  rev: number
}

const accounts = keysOf('accounts')

export const accountList = (f: Filters<'/accounts'>) =>
  paged(accounts.list(f), (cursor, signal) => answer(api.GET('/accounts', { params: { query: filters<'/accounts'>({ ...f, cursor }) }, signal })))

export const readAccount = (id: string, signal?: AbortSignal) => answer(api.GET('/accounts/{id}', { params: { path: { id } }, signal }))

export const accountQuery = (id: string) => queryOptions({ queryKey: accounts.one(id), queryFn: ({ signal }) => readAccount(id, signal) })

const ofAccounts = { meta: { changes: ['accounts'] } } as const

export const addAccount = (key: string) =>
  mutationOptions({ mutationFn: (body: Body<'/accounts'>) => answer(api.POST('/accounts', { body, headers: once(key) })), ...ofAccounts })

export const putAccount = (id: string, rev: number, body: Body<'/accounts/{id}', 'put'>) =>
  answer(api.PUT('/accounts/{id}', { params: { path: { id }, header: ifMatch(rev) }, body }))

export const switchAccount = (id: string) =>
  mutationOptions({ mutationFn: (step: 'enable' | 'disable') => answer(api.POST(`/accounts/{id}/${step}`, { params: { path: { id } } })), ...ofAccounts })

export const resetPassword = (id: string) => mutationOptions({ mutationFn: () => answer(api.POST('/accounts/{id}/reset', { params: { path: { id } } })), ...ofAccounts })

export const addRole = (id: string) =>
  mutationOptions({ mutationFn: (body: Body<'/accounts/{id}/roles'>) => answer(api.POST('/accounts/{id}/roles', { params: { path: { id } }, body })), ...ofAccounts })

export const dropRole = (id: string) =>
  mutationOptions({ mutationFn: (membership: string) => answer(api.DELETE('/accounts/{id}/roles/{membership}', { params: { path: { id, membership } } })), ...ofAccounts })

export const postOrganization = (body: OrganizationForm, key: string) => answer(api.POST('/organizations', { body, headers: once(key) }))

export const putOrganization = (id: string, rev: number, body: OrganizationForm) =>
  answer(api.PUT('/organizations/{id}', { params: { path: { id }, header: ifMatch(rev) }, body }))

export const verifyOrganization = (id: string, rev: number) =>
  mutationOptions({ mutationFn: () => answer(api.POST('/organizations/{id}/verify', { params: { path: { id }, header: ifMatch(rev) } })), meta: { changes: ['organizations'] } })

export const marketQuery = queryOptions({ queryKey: keysOf('market').all, queryFn: ({ signal }) => answer(api.GET('/market', { signal })) })

export const putMarket = (rev: number, body: MarketForm) => answer(api.PUT('/market', { params: { header: ifMatch(rev) }, body }))

export const calendarQuery = queryOptions({ queryKey: keysOf('calendar').all, queryFn: ({ signal }) => answer(api.GET('/calendar', { signal })) })

/** Enters the notice of a year, or corrects the one with a revision. */
export const saveNotice = (year: number, rev: number, body: NoticeBody) =>
  rev === 0
    ? answer(api.POST('/calendar', { body: { ...body, year } }))
    : answer(api.PUT('/calendar/{year}', { params: { path: { year }, header: ifMatch(rev) }, body: { ...body, year } }))

export const settingsQuery = queryOptions({ queryKey: keysOf('settings').all, queryFn: ({ signal }) => answer(api.GET('/settings', { signal })) })

export const putSettings = (rev: number, body: Settings) => answer(api.PUT('/settings', { body: { ...body, rev } }))

export const backupQuery = queryOptions({ queryKey: keysOf('backup').all, queryFn: ({ signal }) => answer(api.GET('/backup', { signal })), refetchInterval: 15_000 })

export const runBackup = mutationOptions({ mutationFn: () => answer(api.POST('/backup/run')), meta: { changes: ['backup'] } })

export const jobsQuery = queryOptions({ queryKey: keysOf('jobs').all, queryFn: ({ signal }) => answer(api.GET('/jobs', { signal })), refetchInterval: 10_000 })

export const jobSheet = sheet('/jobs/export.xlsx')

export const takeJob = mutationOptions({
  mutationFn: ({ id, step }: { id: string; step: 'retry' | 'dismiss' }) => answer(api.POST(`/jobs/{id}/${step}`, { params: { path: { id } } })),
  meta: { changes: ['jobs'] },
})

export const accessList = (f: Filters<'/security-log'>) =>
  paged(keysOf('security-log').list(f), (cursor, signal) => answer(api.GET('/security-log', { params: { query: filters<'/security-log'>({ ...f, cursor }) }, signal })))

export const accessSheet = (f: Filters<'/security-log/export.xlsx'>) => sheet('/security-log/export.xlsx', f)
