// An import as the API sends it.
import type { Text } from '@/lib/i18n/language'

export interface HeadColumn {
  index: number
  letter: string
  heading: string
  key: string
  guess: string
  known: boolean
}

export interface RowProblem {
  sheet: string
  row: number
  column: string
  heading: string
  value: string
  msg: string
}

export interface RowSample {
  sheet: string
  row: number
  title: string
  values: Record<string, string>
  state: string
  near?: { id: string; title: string; score: number }
}

export interface FormColumn {
  key: string
  heading: string
  help: string
  required: boolean
}

export interface Import {
  id: string
  rev: number
  kind: string
  kindName: string
  name: string
  size: number
  state: 'preview' | 'running' | 'done' | 'failed'
  sheets: { name: string; headerRow: number; columns: HeadColumn[] }[]
  skipped: string[]
  unknown: string[]
  columns: FormColumn[]
  unread: { name: string; msg: string }[]
  rows: { total: number; good: number; bad: number; unchanged: number; near: number }
  errors: RowProblem[]
  sample: RowSample[]
  publish: boolean
  skipNear: boolean
  progress: { done: number; total: number }
  result?: { created: number; updated: number; unchanged: number; kept: number; skipped: number; drafts: number; refused: number }
  failure?: string
  byName: string
  at: number
  doneAt?: number
}

type Words = Readonly<Record<string, Text>>

export const kinds: Words = {
  demands: ['技术需求', 'Demands'],
  achievements: ['科技成果', 'Achievements'],
  organizations: ['机构', 'Organisations'],
  contracts: ['技术合同', 'Contracts'],
}

export const importStates: Words = {
  preview: ['待确认', 'To be confirmed'],
  running: ['正在导入', 'Importing'],
  done: ['已完成', 'Done'],
  failed: ['没有完成', 'Failed'],
}

export const rowStates: Words = {
  good: ['可导入', 'Good'],
  bad: ['有错误', 'Bad'],
  unchanged: ['未变化', 'Unchanged'],
  near: ['疑似重复', 'Near-duplicate'],
}

/** Which list shows what was imported. */
export const listOf: Record<string, string> = {
  demands: '/demands?scope=market',
  achievements: '/achievements?scope=market',
  organizations: '/admin/organizations',
  contracts: '/contracts',
}
