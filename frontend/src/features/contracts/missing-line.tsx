import { useQuery } from '@tanstack/react-query'
import { Button, Form } from 'antd'
import { createContext, use, useState } from 'react'
import type { ContractContent, Lack } from '@/lib/api/contracts'
import { messages, useT } from '@/lib/i18n/language'
import { useSettled } from '@/lib/settled'
import { missingQuery, type Missing } from './api'
import { bodyOf } from './contract-values'
import { goToField } from './field-link'

const texts = messages({
  missing: ['登记还缺 {n} 项：', '{n} things are missing for registration:'],
  more: ['另有 {n} 项', '{n} more'],
  less: ['收起', 'less'],
  none: ['登记必填的内容已齐。', 'Everything registration asks for is there.'],
  mark: ['登记必填', 'needed for registration'],
})

const Needed = createContext<readonly string[]>([])

/** What the form lacks for registration, by the rule that filing applies, a moment after the typing stops. */
export const useMissing = (values: ContractContent): Missing | undefined => useQuery(missingQuery(useSettled(bodyOf(values), 400))).data

/** Marks the fields of the form inside that registration asks for. */
export const NeededFields = Needed.Provider

/** The label of a field, marked when registration asks for it. */
export function Label({ at, children }: { at: string; children: string }) {
  const t = useT(texts)
  const needed = use(Needed).includes(at)
  return needed ? (
    <span className="need" data-need={t('mark')}>
      {children}
    </span>
  ) : (
    children
  )
}

/** One line that leads to everything still missing. */
export function MissingLine({ missing }: { missing: Missing | undefined }) {
  const t = useT(texts)
  const form = Form.useFormInstance<ContractContent>()
  const [all, setAll] = useState(false)
  if (!missing) return null
  const lacks = missing.lacks ?? []
  if (lacks.length === 0) return <span className="missing-line" role="status">{t('none')}</span>
  const short = (l: Lack) => l.detail.replace(/^请(填写|选择)/, '').replace(/。$/, '')
  return (
    <span className="missing-line" role="status" data-testid="missing">
      <b>{t('missing', { n: lacks.length })}</b>
      {(all ? lacks : lacks.slice(0, first)).map((l) => (
        <Button key={l.pointer} type="link" size="small" onClick={() => goToField(form, l.pointer)}>
          {short(l)}
        </Button>
      ))}
      {lacks.length > first && (
        <Button type="link" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('less') : t('more', { n: lacks.length - first })}
        </Button>
      )}
    </span>
  )
}

// More of them would cover the form on a phone.
const first = 4
