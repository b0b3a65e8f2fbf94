import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { organizationHits, organizationQuery, type Organization } from '@/lib/api/organizations'
import { messages, useT } from '@/lib/i18n/language'

const texts = messages({
  find: ['输入名称或信用代码查找', 'Type a name or code'],
  none: ['没有找到；可直接填写名称', 'None found; you may type the name'],
  unverified: ['未核验', 'not verified'],
})

interface Props {
  id?: string
  value?: string
  onChange?: (id: string | undefined, org?: Organization) => void
  disabled?: boolean
  'aria-label'?: string
  /** Shown for a value that the search has not loaded. */
  name?: string
}

/** Finds an organisation by name or 统一社会信用代码. */
export function OrgSelect({ value, onChange, name, ...rest }: Props) {
  const t = useT(texts)
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), 250)
    return () => clearTimeout(timer)
  }, [typed])
  const list = useQuery(organizationHits(q))
  const chosen = useQuery({ ...organizationQuery(value ?? ''), enabled: Boolean(value) && !name })
  const items = list.data?.items ?? []
  const label = (o: Organization) => `${o.name}${o.uscc ? ` · ${o.uscc}` : ''}${o.verified ? '' : `（${t('unverified')}）`}`
  const options = items.map((o) => ({ value: o.id, label: label(o) }))
  if (value && !items.some((o) => o.id === value)) options.unshift({ value, label: name ?? (chosen.data ? label(chosen.data) : '…') })
  return (
    <Select
      {...rest}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      value={value || undefined}
      placeholder={t('find')}
      notFoundContent={t('none')}
      loading={list.isFetching}
      options={options}
      onChange={(v: string | undefined) => onChange?.(v, items.find((o) => o.id === v))}
    />
  )
}
