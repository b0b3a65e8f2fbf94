import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { Cascader } from 'antd'
import { useEffect, useState } from 'react'
import { currentLanguage } from '@/lib/i18n/language'
import { regionPath, regionsQuery } from '@/lib/reference'
import { regionEnglish } from '@/lib/region-english'

interface Option {
  value: string
  label: string
  isLeaf: boolean
  children?: Option[]
}

interface Props {
  id?: string
  /** Six-digit GB/T 2260 code (a prefix of two or four digits is understood). */
  value?: string
  onChange?: (code: string | undefined) => void
  placeholder?: string
  'aria-label'?: string
  style?: React.CSSProperties
}

const load = async (client: QueryClient, parent: string): Promise<Option[]> =>
  (await client.fetchQuery(regionsQuery(parent))).map((r) => ({ value: r.code, label: (currentLanguage() === 'en' && regionEnglish(r.code)) || r.name, isLeaf: r.level >= 3 }))

/** Province, city, county; any level may be chosen. Each level is read when it is opened. */
export function RegionSelect({ value, onChange, ...rest }: Props) {
  const client = useQueryClient()
  const [options, setOptions] = useState<Option[]>([])
  const [path, setPath] = useState<string[]>([])
  useEffect(() => {
    let live = true
    const run = async () => {
      const top = await load(client, '')
      const found: string[] = []
      let level: Option[] | undefined = top
      for (const code of regionPath(value)) {
        const at: Option | undefined = level?.find((o) => o.value === code)
        if (!at) continue
        found.push(code)
        if (!at.isLeaf) at.children = await load(client, code)
        level = at.children
      }
      if (!live) return
      setPath(found)
      setOptions((old) => merge(old, top))
    }
    run().catch(() => undefined) // without the list the field stays empty; the form says so when it is needed
    return () => {
      live = false
    }
  }, [client, value])
  const open = async (chosen: Option[]) => {
    const at = chosen[chosen.length - 1]
    if (!at || at.children) return
    at.children = await load(client, at.value).catch(() => undefined)
    setOptions((o) => [...o])
  }
  return (
    <Cascader
      {...rest}
      value={path}
      options={options}
      loadData={(c) => void open(c as Option[])}
      onChange={(v) => onChange?.(v?.length ? String(v[v.length - 1]) : undefined)}
      changeOnSelect
      allowClear
    />
  )
}

/** Keeps branches that were opened before. */
function merge(old: Option[], fresh: Option[]): Option[] {
  return fresh.map((f) => {
    const o = old.find((x) => x.value === f.value)
    if (!o?.children) return f
    return { ...f, children: f.children ? merge(o.children, f.children) : o.children }
  })
}
