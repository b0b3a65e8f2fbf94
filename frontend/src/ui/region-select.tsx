import { Cascader } from 'antd'
import { useEffect, useState } from 'react'
import { fetchRegions, trim } from '@/lib/reference'

interface Option {
  value: string
  label: string
  isLeaf: boolean
  children?: Option[]
}

interface Props {
  id?: string
  /** GB/T 2260 code of two, four or six digits. */
  value?: string
  onChange?: (code: string | undefined) => void
  placeholder?: string
  'aria-label'?: string
  style?: React.CSSProperties
}

const load = async (parent: string): Promise<Option[]> =>
  (await fetchRegions(parent)).map((r) => ({ value: trim(r.code), label: r.name, isLeaf: trim(r.code).length === 6 }))

/** Province, city, county; any level may be chosen. Each level is read when it is opened. */
export function RegionSelect({ value, onChange, ...rest }: Props) {
  const [options, setOptions] = useState<Option[]>([])
  const path = value ? [value.slice(0, 2), value.slice(0, 4), value.slice(0, 6)].filter((p, i, all) => all.indexOf(p) === i) : []
  const key = path.join('/')
  useEffect(() => {
    let live = true
    const run = async () => {
      const top = await load('')
      let level = top
      for (const code of key.split('/').slice(0, -1)) {
        const at = level.find((o) => o.value === code)
        if (!at) break
        at.children ??= await load(code)
        level = at.children
      }
      if (live) setOptions((old) => merge(old, top))
    }
    run().catch(() => undefined) // without the list the field stays empty; the form says so when it is needed
    return () => {
      live = false
    }
  }, [key])
  const open = async (chosen: Option[]) => {
    const at = chosen[chosen.length - 1]
    if (!at || at.children) return
    at.children = await load(at.value)
    if (at.children.length === 0) {
      at.isLeaf = true
      at.children = undefined
    }
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
