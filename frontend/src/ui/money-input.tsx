import { Input } from 'antd'
import { useState } from 'react'
import { fenOfWan, wan } from '@/lib/format'
import { messages, useT } from '@/lib/i18n/language'

const texts = messages({ unit: ['万元', '10,000 CNY'] })

interface Props {
  id?: string
  /** Integer fen; null or undefined is "not given"; NaN is a text that is no amount. */
  value?: number | null
  onChange?: (fen: number | null) => void
  placeholder?: string
  disabled?: boolean
  'aria-label'?: string
}

/** An amount typed in 万元, kept exactly as fen. Use the rule `moneyRule` so that an unreadable text is told. */
export function MoneyInput({ value, onChange, ...rest }: Props) {
  const t = useT(texts)
  const [text, setText] = useState('')
  const [own, setOwn] = useState<number | null | undefined>(undefined)
  // The form may set another value (a loaded draft). The typed text wins while it means the same.
  const shown = own !== undefined && Object.is(own, value ?? null) ? text : value === null || value === undefined || Number.isNaN(value) ? '' : wan(value).replace(/,/g, '')
  const change = (s: string) => {
    const fen = s.trim() === '' ? null : (fenOfWan(s) ?? NaN)
    setText(s)
    setOwn(fen)
    onChange?.(fen)
  }
  return <Input {...rest} value={shown} onChange={(e) => change(e.target.value)} inputMode="decimal" suffix={<span className="muted">{t('unit')}</span>} />
}

/** A form rule that refuses a text which is no amount. */
export function moneyRule(message: string) {
  return { validator: (_: unknown, v: number | null | undefined) => (Number.isNaN(v) ? Promise.reject(new Error(message)) : Promise.resolve()) }
}
