import { useQueryClient } from '@tanstack/react-query'
import { App, type FormInstance } from 'antd'
import { useRef, useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { backup, forget, restore } from '@/lib/backup'
import { call, newKey } from '@/lib/api/client'
import { ApiError } from '@/lib/api/problem'
import { useT } from '@/lib/i18n/language'
import { useMe } from '@/lib/session'
import { placeErrors } from '@/ui/form-errors'
import { isStale, useStale } from '@/ui/stale'
import { formTexts } from './form-texts'
import { fieldOf, toContent } from './form-values'
import { pathOf, type Content, type Kind, type Listing } from './types'

/** Fields of the form without a label of their own. */
const staleLabels = { requirements: 'requirements', indicators: 'indicators', ip: 'ip', levels: 'disclosure', 'contact.name': 'contactName', 'contact.phone': 'contactPhone', 'contact.email': 'contactEmail' } as const

export interface ListingFormState {
  /** Both versions, while one has to be chosen. */
  dialog: ReactNode
  start: Content
  restoredAt: number | null
  keptAt: number | null
  busy: 'save' | 'submit' | null
  lines: string[]
  keep: () => void
  discard: () => void
  save: (submit: boolean) => Promise<void>
}

/**
 * Saving a draft, submitting it, and keeping every typed word on this device until the server has it. A failed save
 * leaves the form as it is; repeating it sends the same idempotency key.
 */
export function useListingForm(kind: Kind, saved: Listing | null, form: FormInstance<Content>): ListingFormState {
  const t = useT(formTexts)
  const me = useMe()
  const go = useNavigate()
  const client = useQueryClient()
  const { message } = App.useApp()
  const slot = `${kind}.${saved?.id ?? 'new'}.${me?.membership?.id ?? ''}`
  const server = saved ? (saved.draft ?? saved.content) : ({ title: '', text: '' } as Content)
  const [found] = useState(() => restore<Content>(slot))
  const record = useRef(saved ? { id: saved.id, rev: saved.rev } : null)
  const base = useRef<Content>(server)
  const stale = useStale<Content>({
    load: async () => {
      const { data: l } = await call<Listing>('GET', `${pathOf(kind)}/${record.current?.id ?? ''}`)
      return { value: l.draft ?? l.content, rev: l.rev }
    },
    label: (path) => (path in staleLabels ? t(staleLabels[path as keyof typeof staleLabels]) : undefined),
  })
  const key = useRef(newKey())
  const [busy, setBusy] = useState<'save' | 'submit' | null>(null)
  const [lines, setLines] = useState<string[]>([])
  const [keptAt, setKeptAt] = useState<number | null>(null)
  const [restoredAt, setRestoredAt] = useState<number | null>(found?.at ?? null)

  const send = async (content: Content): Promise<Listing> => {
    const path = pathOf(kind)
    const at = record.current
    const reply = at
      ? await call<Listing>('PUT', `${path}/${at.id}`, { body: { content }, ifMatch: at.rev })
      : await call<Listing>('POST', path, { body: { content }, idempotencyKey: key.current })
    record.current = { id: reply.data.id, rev: reply.data.rev }
    base.current = content
    return reply.data
  }

  /** Saves; when the record changed meanwhile, both versions are shown and saving goes on with what the person chose. */
  const write = async (content: Content): Promise<Listing> => {
    for (let mine = content; ; ) {
      try {
        return await send(mine)
      } catch (e) {
        const picked = record.current && isStale(e) ? await stale.ask(base.current, mine) : undefined
        if (!picked || !record.current) throw e
        record.current.rev = picked.rev
        base.current = picked.theirs
        mine = picked.value
        form.setFieldsValue(mine)
      }
    }
  }

  const fail = (e: unknown) => {
    const found = placeErrors(form, e, fieldOf)
    if (isStale(e)) found[0] = t('stale')
    // A changed text is another request: only the same one may be answered from the key.
    if (e instanceof ApiError && e.status !== 0 && e.status < 500) key.current = newKey()
    setLines(found)
    const first = form.getFieldsError().find((f) => f.errors.length > 0)
    if (first) {
      message.error(found[0])
      form.scrollToField(first.name, { block: 'center', focus: true })
    } else window.scrollTo({ top: 0 })
  }

  const save = async (submit: boolean) => {
    setLines([])
    setBusy(submit ? 'submit' : 'save')
    const content = toContent(form.getFieldsValue(true) as Content, server)
    try {
      let l = await write(content)
      forget(slot)
      setRestoredAt(null)
      if (submit) l = (await call<Listing>('POST', `${pathOf(kind)}/${l.id}/submit`, { body: { reason: '' }, ifMatch: l.rev })).data
      await client.invalidateQueries()
      message.success(t(submit ? 'submitted' : 'saved'))
      if (submit) void go(`${pathOf(kind)}/${l.id}`)
      else if (!saved) void go(`${pathOf(kind)}/${l.id}/edit`, { replace: true })
    } catch (e) {
      backup(slot, content)
      fail(e)
    } finally {
      setBusy(null)
    }
  }

  return {
    dialog: stale.dialog,
    start: found?.value ?? server,
    restoredAt,
    keptAt,
    busy,
    lines,
    keep: () => {
      const now = Date.now()
      backup(slot, form.getFieldsValue(true), now)
      setKeptAt(now)
    },
    discard: () => {
      forget(slot)
      setRestoredAt(null)
      form.resetFields()
      form.setFieldsValue(server)
    },
    save,
  }
}
