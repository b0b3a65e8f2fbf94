// Words of imports, and where they lead.
import type { Source, Words } from '@/lib/vocabulary'
import type { Import } from './api'

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

/** States of records in a batch whose name the server gives in Chinese. */
export const recordStates: Source = ['listingStates', 'organizationStates', { entered: ['已入库', 'Entered'] }]

/** Where one imported record is shown. */
export const pageOf: Record<string, string> = { demands: '/demands', achievements: '/achievements', organizations: '/organizations', contracts: '/contracts' }

/** Where each sheet was read, a form of several records once. */
export function whereRead(sheets: Import['sheets']): Import['sheets'] {
  return sheets.filter((s, at) => s.headerRow > 0 && !(s.form && sheets.findIndex((o) => o.form && o.name === s.name) < at))
}
