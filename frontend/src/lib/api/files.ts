// Files of the server: their addresses for a download, their bytes for the page, and uploads.
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, filters, type Filters, type Paths } from './client'
import { keysOf } from './keys'
import type { Schemas } from './wire'

export type StoredFile = Schemas['FileView']

/** What a download reads: a path, and what stands in it. */
export interface Download {
  path: keyof Paths
  params: { path?: Record<string, unknown>; query?: Record<string, unknown> }
}

export const storedFile = (id: string): Download => ({ path: '/files/{id}', params: { path: { id } } })

/** A list as .xlsx, with the filters now set. */
export const sheet = <P extends Extract<keyof Paths, `${string}/export.xlsx`>>(path: P, f: Filters<P> = {}): Download => ({ path, params: { query: filters<P>(f) } })

/** The bytes of a file, for showing it in the page. */
export const bytesOf = (id: string) =>
  queryOptions({
    queryKey: keysOf('files').one(id),
    queryFn: ({ signal }) => answer(api.GET('/files/{id}', { params: { path: { id } }, parseAs: 'arrayBuffer', signal })),
    staleTime: Infinity,
    gcTime: 0,
  })

/** A form with a file. OpenAPI calls the bytes of a file a string; the browser sends the file itself. */
export function multipart(fields: Record<string, string>, file: File): FormData {
  const form = new FormData()
  for (const [k, v] of Object.entries(fields)) form.append(k, v)
  form.append('file', file)
  return form
}

/** An upload; sealed for a bid when one is named. */
export const upload = (purpose: string, bid?: string) =>
  mutationOptions({
    mutationFn: (file: File) => answer(api.POST('/files', { body: { file: file.name }, bodySerializer: () => multipart(bid ? { purpose, bid } : { purpose }, file) })),
  })

export type FileKind = Schemas['FileLink']['kind']
export type FileLevel = Schemas['FileLink']['level']
export type AttachedFile = Schemas['AttachedFile']

/** A record on whose page files are attached. */
export interface FilesOf {
  kind: FileKind
  record: string
  market?: string
}

export const recordFiles = ({ kind, record, market }: FilesOf) =>
  queryOptions({
    queryKey: keysOf('files').list(kind, record, market),
    queryFn: ({ signal }) => answer(api.GET('/files', { params: { query: { kind, record, market } }, signal })),
  })

/** Attaches a file, or changes who may read it. */
export const attachFile = ({ kind, record }: FilesOf) =>
  mutationOptions({
    mutationFn: ({ id, level }: { id: string; level: FileLevel }) => answer(api.POST('/files/{id}/links', { params: { path: { id } }, body: { kind, record, level } })),
    meta: { changes: ['files'] },
  })

export const detachFile = ({ kind, record }: FilesOf) =>
  mutationOptions({
    mutationFn: (id: string) => answer(api.DELETE('/files/{id}/links/{kind}/{record}', { params: { path: { id, kind, record } } })),
    meta: { changes: ['files'] },
  })

/** Who opened a file, the newest first. */
export const openings = (id: string) =>
  queryOptions({
    queryKey: keysOf('files').one(id, 'openings'),
    queryFn: ({ signal }) => answer(api.GET('/files/{id}/openings', { params: { path: { id }, query: { limit: 100 } }, signal })),
  })
