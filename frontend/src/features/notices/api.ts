import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, filters, once, type Body, type Filters } from '@/lib/api/client'
import { keysOf } from '@/lib/api/keys'
import { paged } from '@/lib/api/paged'
import type { Schemas } from '@/lib/api/wire'

/** 公示: a copy of the legal notice, with its days and what came of it. */
export type PublicNotice = Schemas['PublicNoticeView']
export type Objection = Schemas['ObjectionView']

const notices = keysOf('notices')
const objections = keysOf('objections')

export const noticeList = (f: Filters<'/notices'>) =>
  paged(notices.list(f), (cursor, signal) => answer(api.GET('/notices', { params: { query: filters<'/notices'>({ ...f, cursor }) }, signal })))

export const noticeQuery = (id: string) =>
  queryOptions({ queryKey: notices.one(id), queryFn: ({ signal }) => answer(api.GET('/notices/{id}', { params: { path: { id } }, signal })) })

/** The notice for the portal of the office: a Word file, or the HTML to paste. */
export const noticePaper = (id: string, format: 'docx' | 'html') => answer(api.GET(`/notices/{id}/paper.${format}`, { params: { path: { id } }, parseAs: 'blob' }))

export const postNotice = (key: string) =>
  mutationOptions({ mutationFn: (body: Body<'/notices'>) => answer(api.POST('/notices', { body, headers: once(key) })), meta: { changes: ['notices'] } })

export const noticeObjections = (id: string) =>
  queryOptions({ queryKey: objections.list('of', id), queryFn: ({ signal }) => answer(api.GET('/notices/{id}/objections', { params: { path: { id } }, signal })) })

export const object = (id: string) =>
  mutationOptions({
    mutationFn: (body: Body<'/notices/{id}/objections'>) => answer(api.POST('/notices/{id}/objections', { params: { path: { id } }, body })),
    meta: { changes: ['objections', 'notices'] },
  })

export const myObjections = queryOptions({ queryKey: objections.list('mine'), queryFn: ({ signal }) => answer(api.GET('/objections', { signal })) })
