// Technology contracts: types and readings that several pages share. Field meanings and rules: package contract of the server.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api, filters, type Filters, type Body } from './client'
import { sheet } from './files'
import { keysOf } from './keys'
import { paged } from './paged'
import type { Role, Schemas } from './wire'

export type Contract = Schemas['ContractView']
export type ContractContent = Schemas['ContractContent']
export type Deduction = Schemas['ContractDeduction']
export type Royalty = Schemas['ContractRoyalty']
/** A place in a contract that speaks for or against a point; `field` is a JSON pointer, /text for the wording. */
export type Evidence = Schemas['EvidenceView']
export type Check = Schemas['CheckView']
export type Finding = Schemas['FindingView']
export type Lack = Schemas['Lack']

/** The roles that may be a party of a contract or enter one. */
export const contractSigners: Role[] = ['enterprise', 'institute', 'researcher', 'agency', 'broker', 'officer', 'registrar']

type AmountsBody = Body<'/contracts/amounts'>

const keys = keysOf('contracts')

export const contractList = (f: Filters<'/contracts'>) =>
  paged(keys.list(f), (cursor, signal) => answer(api.GET('/contracts', { params: { query: filters<'/contracts'>({ ...f, cursor }) }, signal })))

/** The contracts made from a deal. */
export const contractsOf = (deal: string) =>
  queryOptions({ queryKey: keys.list('deal', deal), queryFn: ({ signal }) => answer(api.GET('/contracts', { params: { query: { deal } }, signal })) })

export const contractSheet = (f: Filters<'/contracts/export.xlsx'>) => sheet('/contracts/export.xlsx', f)

export const contractQuery = (id: string) =>
  queryOptions({ queryKey: keys.one(id), queryFn: ({ signal }) => answer(api.GET('/contracts/{id}', { params: { path: { id } }, signal })) })

/** What a registrar will look at, for the class of the contract or another one. */
export const precheckQuery = (c: Pick<Contract, 'id' | 'rev'>, as?: { class: string; subClass: string }) =>
  queryOptions({
    queryKey: keys.one(c.id, 'precheck', c.rev, as),
    queryFn: ({ signal }) => answer(api.GET('/contracts/{id}/precheck', { params: { path: { id: c.id }, query: as }, signal })),
  })

/** The text of a contract as it can be read on a page. */
export const wordingQuery = (c: Pick<Contract, 'id' | 'rev'>) =>
  queryOptions({ queryKey: keys.one(c.id, 'text', c.rev), queryFn: ({ signal }) => answer(api.GET('/contracts/{id}/text', { params: { path: { id: c.id } }, signal })) })

/** What the server's rule makes of amounts that are being typed. */
export const amountsQuery = (body: AmountsBody) =>
  queryOptions({
    queryKey: keys.list('amounts', body),
    queryFn: () => answer(api.POST('/contracts/amounts', { body })),
    enabled: (body.totalFen ?? 0) > 0,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Infinity,
  })

/** The amount that counts: as registered, else as computed; null while nothing is computed. */
export const techOf = (c: Contract): number | null => c.registration?.techFen || (c.amounts.totalFen > 0 ? c.amounts.techFen : null)

export const can = (c: { steps: Schemas['Button'][] | null }, ...steps: string[]): boolean => c.steps?.some((s) => steps.includes(s.step)) ?? false

/** The steps that are taken on the registration; all others, filing too, are taken on the contract. */
const registrationSteps = new Set(['accept', 'return', 'recognise', 'review', 'second', 'alone', 'refuse', 'object', 'register', 'correct', 'withdraw'])

/** The record a step is taken on, with the revision that guards it. */
export function targetOf(c: Contract, step = ''): { of: 'contracts' | 'registrations'; id: string; rev: number } {
  const r = c.registration
  return r && registrationSteps.has(step) ? { of: 'registrations', id: r.id, rev: r.rev } : { of: 'contracts', id: c.id, rev: c.rev }
}
