import { Table, type TableProps } from 'antd'
import { useEffect, useRef } from 'react'
import './scroll-table.css'

/** A table of Ant Design that may be wider than its place: it scrolls by itself, also with the keys of who uses no mouse. `stacked`: on a phone the cells stand below each other, each behind the head of its column. */
export function ScrollTable<T extends object>({ label, stacked, columns, ...table }: TableProps<T> & { label: string; stacked?: boolean }) {
  const headed = stacked ? columns?.map((c) => (typeof c.title === 'string' && c.title ? { ...c, onCell: () => ({ 'data-label': c.title }) as object } : c)) : columns
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const wide = box.current?.querySelector<HTMLElement>('.ant-table-content')
    if (!wide) return
    wide.tabIndex = 0
    wide.setAttribute('role', 'group')
    wide.setAttribute('aria-label', label)
  })
  return (
    <div ref={box} className={stacked ? 'stacked' : undefined} style={{ minWidth: 0 }}>
      <Table<T> scroll={{ x: 'max-content' }} columns={headed} {...table} />
    </div>
  )
}
