import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, once, type Body } from '@/lib/api/client'
import { multipart, sheet, type Download } from '@/lib/api/files'
import { keysOf } from '@/lib/api/keys'
import { paged } from '@/lib/api/paged'
import type { Schemas } from '@/lib/api/wire'

export type Import = Schemas['ImportView']
export type ImportRow = Schemas['ImportRowView']
export type RowProblem = Schemas['RowProblemView']
export type RowUpdate = Schemas['IntakeRowUpdate']
export type RowSample = Schemas['IntakeRowSample']
export type FieldChange = Schemas['FormFieldChange']
export type FormColumn = Schemas['FormColumn']
export type Peek = Schemas['IntakePeek']

const keys = keysOf('imports')

export const importList = paged(keys.list(), (cursor, signal) => answer(api.GET('/imports', { params: { query: { cursor } }, signal })))

export const importSheet = sheet('/imports/export.xlsx')

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: keys.one(id),
    queryFn: ({ signal }) => answer(api.GET('/imports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (q) => (q.state.data?.state === 'running' || q.state.data?.batch?.running ? 700 : false),
  })

export const rowKeys = (id: string) => keys.one(id, 'rows')

export const importRows = (id: string) =>
  paged(rowKeys(id), (cursor, signal) => answer(api.GET('/imports/{id}/rows', { params: { path: { id }, query: { cursor } }, signal })))

export const template = (kind: Import['kind']): Download => ({ path: '/imports/template', params: { query: { kind } } })

export const refusedRows = (id: string): Download => ({ path: '/imports/{id}/refused.xlsx', params: { path: { id } } })

export const sendTable = (kind: Import['kind'], file: File) =>
  answer(api.POST('/imports', { body: { kind, file: file.name }, bodySerializer: () => multipart({ kind }, file) }))

export const mapHeadings = (id: string) =>
  mutationOptions({ mutationFn: (body: Body<'/imports/{id}/mapping', 'put'>) => answer(api.PUT('/imports/{id}/mapping', { params: { path: { id } }, body })) })

export const applyImport = (id: string) =>
  mutationOptions({ mutationFn: (body: Body<'/imports/{id}/apply'>) => answer(api.POST('/imports/{id}/apply', { params: { path: { id } }, body, headers: once() })) })

export const stepBatch = (id: string) =>
  mutationOptions({ mutationFn: (step: Body<'/imports/{id}/steps'>['step']) => answer(api.POST('/imports/{id}/steps', { params: { path: { id } }, body: { step }, headers: once() })) })
