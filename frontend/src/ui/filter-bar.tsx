import { Checkbox, Input, Select } from 'antd'
import type { ListFilters } from '@/lib/url-filters'
import { DateField } from './date-field'

interface Option<K extends string> {
  value: string
  label: string
  /** What this choice sets, where it is more than the value of its filter. */
  sets?: Partial<Record<K, string>>
}

/** One field above a list. The first option of a choice stands for no value. */
export type Filter<K extends string> = { name: K; label: string } & ({ options: Option<K>[]; kind?: 'choice' } | { kind: 'search'; maxLength?: number } | { kind: 'date' | 'check' })

interface Props<K extends string> {
  filters: ListFilters<K>
  fields: (Filter<K> | false)[]
  className?: string
  /** Just the fields, where a bar of the page holds them. */
  plain?: boolean
}

/** The filters above a list, from their description. What is set stands in the address. */
export function FilterBar<K extends string>({ filters, fields, className, plain }: Props<K>) {
  const shown = fields.filter((x) => x !== false).map((x) => <Field key={x.name + (x.kind === 'search' ? filters.values[x.name] : '')} field={x} filters={filters} />)
  return plain ? (
    shown
  ) : (
    <div className={`panel filters ${className ?? ''}`} role="search">
      {shown}
    </div>
  )
}

function Field<K extends string>({ field: x, filters: { values, set } }: { field: Filter<K>; filters: ListFilters<K> }) {
  const value = values[x.name]
  const change = (v: string) => set({ [x.name]: v } as Partial<Record<K, string>>)
  switch (x.kind) {
    case 'search':
      return <Input.Search defaultValue={value} placeholder={x.label} aria-label={x.label} allowClear maxLength={x.maxLength} onSearch={(v) => change(v.trim())} />
    case 'date':
      return <DateField prefix={x.label} aria-label={x.label} value={value} onChange={(v) => change(v ?? '')} />
    case 'check':
      return (
        <Checkbox checked={value === 'true'} onChange={(e) => change(e.target.checked ? 'true' : '')}>
          {x.label}
        </Checkbox>
      )
  }
  const setsOf = (o: Option<K>) => o.sets ?? ({ [x.name]: o.value } as Partial<Record<K, string>>)
  const on = x.options.find((o) => (Object.entries(setsOf(o)) as [K, string][]).every(([k, v]) => values[k] === v)) ?? x.options[0]
  const pick = (v: string) => {
    const o = x.options.find((y) => y.value === v)
    if (o) set(setsOf(o))
  }
  return <Select aria-label={x.label} value={on?.value} onChange={pick} options={x.options.map(({ value: v, label }) => ({ value: v, label }))} />
}
