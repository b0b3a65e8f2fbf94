import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { messages, useT } from '@/lib/i18n/language'

const texts = messages({ more: ['筛选', 'Filters'], less: ['收起筛选', 'Hide filters'] })

/** A search field with filters beside it; on a phone the filters wait behind one button that says how many are set. */
export function FilterBar({ search, active, children }: { search: ReactNode; active: number; children: ReactNode }) {
  const t = useT(texts)
  const [open, setOpen] = useState(false)
  return (
    <div className={`panel filters ${open ? 'open' : ''}`} role="search">
      <div className="filter-search">
        {search}
        <Badge count={active} size="small" className="filter-toggle">
          <Button icon={<FilterOutlined />} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'less' : 'more')}
          </Button>
        </Badge>
      </div>
      {children}
    </div>
  )
}
