// The steps of parties on contracts. Readings that other pages share stand in lib/api/contracts.ts.
import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, filters, ifMatch, once, type Filters, type Body } from '@/lib/api/client'
import type { ContractContent } from '@/lib/api/contracts'
import { keysOf } from '@/lib/api/keys'
import { paged } from '@/lib/api/paged'
import type { Schemas } from '@/lib/api/wire'

export type Credit = Schemas['CreditView']
export type Attachment = Schemas['ContractAttachment']
export type Missing = Schemas['MissingView']

const keys = keysOf('contracts')
const credits = keysOf('credits')
const ofContracts = { meta: { changes: ['contracts'] } } as const

/** What a deal brings into a new contract, and the serial of the deal. */
export const draftQuery = (deal: string) =>
  queryOptions({
    queryKey: keys.list('draft', deal),
    queryFn: async ({ signal }) => {
      const [d, content] = await Promise.all([answer(api.GET('/deals/{id}', { params: { path: { id: deal } }, signal })), answer(api.GET('/contracts/draft', { params: { query: { deal } }, signal }))])
      return { serial: d.serial, content }
    },
    refetchOnWindowFocus: false,
    staleTime: Infinity,
  })

/** What content lacks for registration, by the rule that filing applies. */
export const missingQuery = (content: ContractContent) =>
  queryOptions({
    queryKey: keys.list('missing', content),
    queryFn: () => answer(api.POST('/contracts/missing', { body: content })),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Infinity,
  })

export const postContract = (body: Body<'/contracts'>, key: string) => answer(api.POST('/contracts', { body, headers: once(key) }))

export const putContract = (id: string, rev: number, body: ContractContent) => answer(api.PUT('/contracts/{id}', { params: { path: { id }, header: ifMatch(rev) }, body }))

/** Makes the text from the content anew, or takes an uploaded file for it. */
export const changeText = (id: string, rev: number) =>
  mutationOptions({
    mutationFn: (file: string | null) => {
      const params = { path: { id }, header: ifMatch(rev) }
      return file ? answer(api.POST('/contracts/{id}/replace-text', { params, body: { file } })) : answer(api.POST('/contracts/{id}/text', { params }))
    },
    ...ofContracts,
  })

/** The generated text in another format. The bytes are fetched, because a link cannot show why there are none. */
export const printedText = (id: string, format: 'pdf' | 'html') => answer(api.GET(`/contracts/{id}/text.${format}`, { params: { path: { id } }, parseAs: 'blob' }))

export const creditList = (f: Filters<'/credits'>) =>
  paged(credits.list(f), (cursor, signal) => answer(api.GET('/credits', { params: { query: filters<'/credits'>({ ...f, cursor }) }, signal })))

export const contractCredits = (contract: string) =>
  queryOptions({ queryKey: credits.list('contract', contract), queryFn: ({ signal }) => answer(api.GET('/contracts/{id}/credits', { params: { path: { id: contract } }, signal })) })

export const answerCredit = (contract: string) =>
  mutationOptions({
    mutationFn: ({ introduction, ...body }: { introduction: string } & Body<'/contracts/{id}/credits/{introduction}'>) =>
      answer(api.POST('/contracts/{id}/credits/{introduction}', { params: { path: { id: contract, introduction } }, body })),
    meta: { changes: ['credits'] },
  })

export const seeCredit = mutationOptions({ mutationFn: (id: string) => answer(api.POST('/credits/{id}/seen', { params: { path: { id } } })), meta: { changes: ['credits'] } })
