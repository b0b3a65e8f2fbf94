import { useMutation } from '@tanstack/react-query'
import type { FormInstance } from 'antd'
import { useRef, useState } from 'react'
import { newKey } from '@/lib/api/client'
import type { Noun } from '@/lib/api/keys'
import { ApiError } from '@/lib/api/problem'
import { forget, keepTyped, keptTyped, type Kept, type Version } from './backup'
import { placeErrors, type Place } from './errors'
import { differences, merged, type Difference } from './merge'

interface Options<V extends object, R> {
  form: FormInstance
  /** The record as the form was opened on; revision 0 is a new one. What the page reads meanwhile changes nothing here. */
  start: Version<V>
  /** Reads the record as it is now. */
  load?: () => Promise<Version<V>>
  /** Saves over a revision; a new record goes by the key, which stays the same while the same save is repeated. */
  save: (value: V, rev: number, key: string) => Promise<R>
  changes: readonly Noun[]
  /** The version that was saved, for a form that stays open. */
  saved?: (r: R) => Version<V>
  /** Told what was saved, and whether `then` went on with it. */
  done: (r: R, on: boolean) => void
  /** Told after the sentences of a failed save have found their places. */
  failed?: (lines: string[]) => void
  /** Values of the form for a value of the record. */
  show?: (value: V) => object
  place?: Place
  /** Whether a save met another version; as a rule a newer revision. */
  met?: (e: unknown) => boolean
  /** The sentence of a save that met a newer version and was given up. */
  later?: string
  /** Where what is typed is kept on this device. */
  slot?: string
  /** The form goes on with what is kept at once, instead of offering it. */
  resume?: boolean
}

/** Both versions of a record that changed under its form, and where they differ. */
export interface Asked<V> {
  mine: V
  now: Version<V>
  diffs: Difference[]
}

/** Whether a save met a newer revision of the record. */
export const isStale = (e: unknown): boolean => e instanceof ApiError && e.status === 412

/**
 * What every form of a record does. When the record changed under it, both versions are shown field by field, the person
 * chooses, and saving goes on with the new revision. What is typed is kept on this device until the server has it.
 */
export function useRecordForm<V extends object, R>(o: Options<V, R>) {
  const { form, load, slot, met = isStale, show = (v: V) => v } = o
  const [old, setOld] = useState<Kept<V> | null>(() => (slot ? keptTyped(slot, o.start) : null))
  const base = useRef<Version<V>>(o.resume && old ? old.base : o.start)
  const key = useRef(newKey())
  const [lines, setLines] = useState<string[]>([])
  const [keptAt, setKeptAt] = useState<number | null>(null)
  const [asked, setAsked] = useState<Asked<V> | null>(null)
  const answer = useRef<((mine: V | undefined) => void) | null>(null)

  const keep = (mine: V) => {
    const now = Date.now()
    if (slot) keepTyped(slot, mine, base.current, now)
    setKeptAt(now)
  }

  /** Takes the person's choice into the form; undefined when he does not want to go on now. */
  const settle = async (from: V, mine: V): Promise<V | undefined> => {
    if (!load) return undefined
    const now = await load()
    const diffs = differences(from, mine, now.value)
    const asks = diffs.some((d) => d.by !== 'mine')
    if (asks) setAsked({ mine, now, diffs })
    const picked = asks ? await new Promise<V | undefined>((done) => (answer.current = done)) : mine
    if (!picked) return undefined
    base.current = now
    form.setFieldsValue(show(picked))
    if (slot) keep(picked)
    return picked
  }

  const choose = (theirs?: ReadonlySet<string>) => {
    answer.current?.(asked && theirs ? merged(asked.mine, asked.diffs, theirs) : undefined)
    answer.current = null
    setAsked(null)
  }

  const write = async (value: V): Promise<R> => {
    for (let mine = value; ; ) {
      try {
        return await o.save(mine, base.current.rev, key.current)
      } catch (e) {
        const next = met(e) ? await settle(base.current.value, mine) : undefined
        if (!next) throw e
        mine = next
      }
    }
  }

  const send = useMutation({
    mutationFn: async ({ value, then }: { value: V; then?: (r: R) => Promise<R> }) => {
      const r = await write(value)
      if (o.saved) base.current = o.saved(r)
      return then ? then(r) : r
    },
    meta: { changes: o.changes },
    onMutate: () => setLines([]),
    onSuccess: (r, { then }) => {
      if (slot) forget(slot)
      setOld(null)
      o.done(r, then !== undefined)
    },
    onError: (e, { value }) => {
      if (slot) keep(value)
      // A changed text is another request: only the same one may be answered from the key.
      if (e instanceof ApiError && e.status !== 0 && e.status < 500) key.current = newKey()
      const [first = '', ...rest] = placeErrors(form, e, o.place)
      const said = [o.later && isStale(e) ? o.later : first, ...rest]
      setLines(said)
      o.failed?.(said)
    },
  })

  return {
    lines,
    setLines,
    /** Both versions, while one has to be chosen. */
    asked,
    choose,
    busy: send.isPending && !asked,
    pending: send.isPending,
    /** Saves; `then` goes on with what was saved, as submitting it does. */
    save: (value: V, then?: (r: R) => Promise<R>) => send.mutate({ value, then }),
    keep,
    /** The version that what is typed was typed on. */
    base: () => base.current.value,
    keptAt,
    /** What is kept of an earlier visit. */
    old,
    /** What is kept belongs to an older version of the record. */
    oldIsPast: old !== null && old.base.rev !== o.start.rev,
    restore: async () => {
      if (!old) return
      if (old.base.rev === base.current.rev) form.setFieldsValue(show(old.mine))
      else if (!(await settle(old.base.value, old.mine))) return
      setOld(null)
    },
    discard: () => {
      if (slot) forget(slot)
      base.current = o.start
      setOld(null)
    },
  }
}

export type RecordForm<V extends object, R> = ReturnType<typeof useRecordForm<V, R>>
