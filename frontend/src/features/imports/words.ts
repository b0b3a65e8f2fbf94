// Words of imports, and where they lead.
import { listingStates, type Words } from '@/lib/vocabulary'
import type { Import } from './api'

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
  update: ['更新', 'Update'],
  differs: ['与系统不同，不更新', 'Differs, kept'],
}

/** Which list shows what was imported. */
export const listOf: Record<string, string> = {
  demands: '/demands?scope=market',
  achievements: '/achievements?scope=market',
  organizations: '/admin/organizations',
  contracts: '/contracts',
}

/** What an import did with a row. */
export const actions: Words = {
  created: ['新增', 'Created'],
  updated: ['更新', 'Updated'],
  unchanged: ['未变化', 'Unchanged'],
  kept: ['平台上另有修改，未覆盖', 'Edited here, kept'],
  skipped: ['疑似重复，未导入', 'Near, left out'],
}

/** Why lines of a sheet are no data. */
export const leftOutReasons: Words = {
  'number-row': ['列号行', 'column numbers'],
  'repeated-header': ['重复的表头', 'repeated header'],
  page: ['页码行', 'page line'],
  section: ['分类标题行', 'section line'],
  sum: ['合计行', 'sum line'],
  note: ['说明、签名行', 'note or signature'],
  'other-table': ['另一种表格', 'table of another form'],
  'error-row': ['只有 Excel 错误值的行', 'only Excel errors'],
  hidden: ['隐藏的行', 'hidden row'],
  empty: ['只有序号的空行', 'only a number'],
  secret: ['涉密行', 'secret row'],
}

/** States of records in a batch whose name the server gives in Chinese. */
export const recordStates: Words = { ...listingStates, entered: ['已入库', 'Entered'], verified: ['已核验', 'Verified'] }

/** Where one imported record is shown. */
export const pageOf: Record<string, string> = { demands: '/demands', achievements: '/achievements', organizations: '/organizations', contracts: '/contracts' }

/** Where each sheet was read, a form of several records once. */
export function whereRead(sheets: Import['sheets']): Import['sheets'] {
  return sheets.filter((s, at) => s.headerRow > 0 && !(s.form && sheets.findIndex((o) => o.form && o.name === s.name) < at))
}
