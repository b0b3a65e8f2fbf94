import { Table, type TableProps } from 'antd'
import { useEffect, useRef } from 'react'
import './scroll-table.css'

/** A table of Ant Design that may be wider than its place: it scrolls by itself, also with the keys of who uses no mouse. `stacked`: cells below each other on a phone. */
export function ScrollTable<T extends object>({ label, stacked, ...table }: TableProps<T> & { label: string; stacked?: boolean }) {
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
      <Table<T> scroll={{ x: 'max-content' }} {...table} />
    </div>
  )
}
