// Figures as the API sends them. Each measure adds up with itself only.
import type { Text } from '@/lib/i18n/language'

export interface Measures {
  count: number
  totalFen: number
  techFen: number
}

export interface Row extends Measures {
  key: string
  label: string
  /** URL query that opens exactly the contracts of this row. */
  query: string
}

export interface Table extends Measures {
  scope: string
  scopeName: string
  by: string
  byName: string
  from: string
  to: string
  query: string
  rows: Row[]
}

export interface ContractRow {
  id: string
  serial: string
  title: string
  class: string
  className: string
  subClassName: string
  industry: string
  seller: string
  sellerPlace: string
  buyer: string
  buyerPlace: string
  date: string
  number: string
  authority: string
  elsewhere: boolean
  scopes: string[]
  totalFen: number
  techFen: number
  open: boolean
}

export interface Stage {
  code: string
  name: string
  count: number
  known: boolean
  permille: number | null
  href: string
}

export interface Funnel {
  stages: Stage[]
  leads: number
  registered: Measures
  withoutDeal: number
}

export const stageNames: Readonly<Record<string, Text>> = {
  published: ['已发布需求', 'Published demands'],
  matched: ['有匹配成果', 'With a match'],
  deal: ['已开展对接', 'With a deal'],
  contract: ['已签订合同', 'With a contract'],
  registered: ['已认定登记', 'Registered'],
}
