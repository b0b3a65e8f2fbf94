import { Alert, Modal, Radio } from 'antd'
import { useRef, useState, type ReactNode } from 'react'
import { ApiError } from '@/lib/api/problem'
import { money } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { differences, merged, type Difference } from '@/lib/merge'
import './stale.css'

const texts = messages({
  title: ['这条记录刚被别人改过', 'Somebody has changed this record'],
  hint: ['两个版本逐栏列在下面，选好后用新的版本继续保存。您没有动过的栏目已选对方的值。', 'Both versions stand below field by field; choose, then saving goes on. Fields you did not touch take the other value.'],
  both: ['双方都改过', 'Changed by both'],
  mine: ['我填写的', 'Mine'],
  theirs: ['对方保存的', 'As saved by the other'],
  empty: ['（空）', '(empty)'],
  yes: ['是', 'Yes'],
  save: ['按选择继续保存', 'Go on saving'],
  cancel: ['先不保存', 'Not yet'],
})

export interface Versions<T> {
  value: T
  rev: number
}

/** What the person chose, and the other version it was chosen against. */
export interface Choice<T> extends Versions<T> {
  theirs: T
}

interface Asked<T> extends Choice<T> {
  diffs: Difference[]
}

interface Options<T> {
  /** Reads the record as it is now, as values of the form. */
  load: () => Promise<Versions<T>>
  /** Names a code; undefined shows the value as it is. */
  word?: (path: string, value: unknown) => string | undefined
  /** Names a field that has no label of its own, such as a list. */
  label?: (path: string) => string | undefined
  /** Whether a save met another version; as a rule a newer revision. */
  met?: (e: unknown) => boolean
  /** Prefix of the ids of the form's fields, when the form has a name. */
  form?: string
}

/** Whether a save met a newer revision of the record. */
export const isStale = (e: unknown): boolean => e instanceof ApiError && e.status === 412

type Put<T, R> = (value: T, rev: number) => Promise<R>

/**
 * What every form does when the record changed under it: both versions are shown field by field, the person chooses, and
 * saving goes on with the new revision. `ask` gives undefined when he does not want to save now.
 */
export function useStale<T extends object>({ load, word, label, met = isStale, form }: Options<T>): {
  dialog: ReactNode
  ask: (base: T, mine: T) => Promise<Choice<T> | undefined>
  /** Saves until it is saved or the person gives up; `shown` takes his choice into the form. */
  save: <R>(base: T, rev: number, mine: T, put: Put<T, R>, shown: (value: T) => void) => Promise<R>
} {
  const [asked, setAsked] = useState<Asked<T> | null>(null)
  const answer = useRef<((v: Choice<T> | undefined) => void) | null>(null)
  const ask = async (base: T, mine: T) => {
    const now = await load()
    const diffs = differences(base, mine, now.value)
    const all = { value: mine, rev: now.rev, theirs: now.value }
    if (diffs.every((d) => d.by === 'mine')) return all // nothing of the form was touched
    setAsked({ ...all, diffs })
    return new Promise<Choice<T> | undefined>((done) => {
      answer.current = done
    })
  }
  async function save<R>(base: T, rev: number, mine: T, put: Put<T, R>, shown: (value: T) => void): Promise<R> {
    for (;;) {
      try {
        return await put(mine, rev)
      } catch (e) {
        const picked = met(e) ? await ask(base, mine) : undefined
        if (!picked) throw e
        base = picked.theirs
        rev = picked.rev
        mine = picked.value
        shown(mine)
      }
    }
  }
  const end = (v: Choice<T> | undefined) => {
    setAsked(null)
    answer.current?.(v)
    answer.current = null
  }
  const dialog = asked && (
    <StaleDialog
      asked={asked}
      word={word}
      name={(path) => label?.(path) ?? labelOf(path, form)}
      onCancel={() => end(undefined)}
      onSave={(theirs) => end({ value: merged(asked.value, asked.diffs, theirs), rev: asked.rev, theirs: asked.theirs })}
    />
  )
  return { dialog, ask, save }
}

interface Props<T> {
  asked: Asked<T>
  word?: Options<T>['word']
  name: (path: string) => string
  onCancel: () => void
  onSave: (theirs: ReadonlySet<string>) => void
}

function StaleDialog<T>({ asked, word, name, onCancel, onSave }: Props<T>) {
  const t = useT(texts)
  const lang = useLanguage()
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(() => new Set(asked.diffs.filter((d) => d.by === 'theirs').map((d) => d.path)))
  const show = (d: Difference, v: unknown): string => {
    if (v === undefined || v === null || v === '') return t('empty')
    const named = word?.(d.path, v)
    if (named !== undefined) return named
    if (v === true) return t('yes')
    if (typeof v === 'number' && d.path.endsWith('Fen')) return money(v, lang)
    if (Array.isArray(v)) return v.map((x) => (typeof x === 'object' && x ? Object.values(x as object).filter((y) => y !== '' && y !== null).join(' ') : (word?.(d.path, x) ?? String(x)))).join('；')
    return String(v)
  }
  const choose = (path: string, other: boolean) => {
    const next = new Set(theirs)
    if (other) next.add(path)
    else next.delete(path)
    setTheirs(next)
  }
  return (
    <Modal open width={820} title={t('title')} okText={t('save')} cancelText={t('cancel')} onCancel={onCancel} onOk={() => onSave(theirs)}>
      <Alert type="warning" showIcon title={t('hint')} style={{ marginBottom: 12 }} />
      <ul className="stale" data-testid="stale">
        {asked.diffs.map((d) => (
          <li key={d.path}>
            <b>{name(d.path)}</b> {d.by === 'both' && <span className="muted">{t('both')}</span>}
            <Radio.Group aria-label={name(d.path)} value={theirs.has(d.path) ? 'theirs' : 'mine'} onChange={(e) => choose(d.path, e.target.value === 'theirs')}>
              {(['mine', 'theirs'] as const).map((side) => (
                <Radio key={side} value={side}>
                  <span className="muted">{t(side)}：</span>
                  <span className="stale-value">{show(d, d[side])}</span>
                </Radio>
              ))}
            </Radio.Group>
          </li>
        ))}
      </ul>
    </Modal>
  )
}

/** The words the form itself puts beside the field, with the heading of its panel when the field is one of a group. */
function labelOf(path: string, form?: string): string {
  const id = [form, ...path.split('.')].filter(Boolean).join('_')
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`)
  if (!label) {
    const parts = path.split('.')
    return parts.length > 1 ? labelOf(parts.slice(0, -1).join('.'), form) : path
  }
  const group = path.includes('.') ? label.closest('.panel')?.querySelector('h2')?.textContent : ''
  return [group, label.textContent].filter(Boolean).join('：')
}
