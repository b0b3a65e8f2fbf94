import { Alert, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { Difference } from '@/lib/form/merge'
import type { Asked } from '@/lib/form/use-record-form'
import { money } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
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

interface Props<V> {
  record: { asked: Asked<V> | null; choose: (theirs?: ReadonlySet<string>) => void }
  /** Names a code; undefined shows the value as it is. */
  word?: (path: string, value: unknown) => string | undefined
  /** Names a field that has no label of its own, such as a list. */
  label?: (path: string) => string | undefined
}

/** Both versions of a record that changed under its form, field by field, while the person has to choose. */
export function Stale<V>({ record, word, label }: Props<V>) {
  const { asked, choose } = record
  return asked && <StaleDialog diffs={asked.diffs} word={word} name={(path) => label?.(path) ?? labelOf(path)} choose={choose} />
}

interface DialogProps {
  diffs: Difference[]
  word: Props<unknown>['word']
  name: (path: string) => string
  choose: (theirs?: ReadonlySet<string>) => void
}

function StaleDialog({ diffs, word, name, choose }: DialogProps) {
  const t = useT(texts)
  const lang = useLanguage()
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(() => new Set(diffs.filter((d) => d.by === 'theirs').map((d) => d.path)))
  const show = (d: Difference, v: unknown): string => {
    if (v === undefined || v === null || v === '') return t('empty')
    const named = word?.(d.path, v)
    if (named !== undefined) return named
    if (v === true) return t('yes')
    if (typeof v === 'number' && d.path.endsWith('Fen')) return money(v, lang)
    if (Array.isArray(v)) return v.map((x) => (typeof x === 'object' && x ? Object.values(x as object).filter((y) => y !== '' && y !== null).join(' ') : (word?.(d.path, x) ?? String(x)))).join('；')
    return String(v)
  }
  const pick = (path: string, other: boolean) => {
    const next = new Set(theirs)
    if (other) next.add(path)
    else next.delete(path)
    setTheirs(next)
  }
  return (
    <Modal open width={820} title={t('title')} okText={t('save')} cancelText={t('cancel')} onCancel={() => choose()} onOk={() => choose(theirs)}>
      <Alert type="warning" showIcon title={t('hint')} style={{ marginBottom: 12 }} />
      <ul className="stale" data-testid="stale">
        {diffs.map((d) => (
          <li key={d.path}>
            <b>{name(d.path)}</b> {d.by === 'both' && <span className="muted">{t('both')}</span>}
            <Radio.Group aria-label={name(d.path)} value={theirs.has(d.path) ? 'theirs' : 'mine'} onChange={(e) => pick(d.path, e.target.value === 'theirs')}>
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
function labelOf(path: string): string {
  const id = path.split('.').join('_')
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`)
  if (!label) {
    const parts = path.split('.')
    return parts.length > 1 ? labelOf(parts.slice(0, -1).join('.')) : path
  }
  const group = path.includes('.') ? label.closest('.panel')?.querySelector('h2')?.textContent : ''
  return [group, label.textContent].filter(Boolean).join('：')
}
