import { roles, type Words } from '@/lib/vocabulary'

/** The roles that an administrator gives. */
export const givenRoles: Words = Object.fromEntries(Object.entries(roles).filter(([code]) => code !== 'system'))

export const orgKinds: Words = {
  enterprise: ['企业', 'Enterprise'],
  institute: ['高校院所', 'Institute'],
  agency: ['服务机构', 'Service agency'],
  department: ['机关单位', 'Public office'],
  other: ['其他组织', 'Other'],
}

export const orgSteps: Words = {
  create: ['登记', 'Register'],
  update: ['修改', 'Edit'],
  verify: ['核验', 'Verify'],
  import: ['导入', 'Import'],
  calendar: ['放假安排', 'Public holidays'],
}

export const orgStates: Words = {
  verified: ['已核验', 'Verified'],
  unverified: ['未核验', 'Not verified'],
}

export const marketStates: Words = { open: ['启用', 'Open'] }

export const accountSteps: Words = {
  create: ['新建', 'Create'],
  update: ['修改', 'Edit'],
  reset: ['重置密码', 'Reset password'],
  disable: ['停用', 'Disable'],
  enable: ['启用', 'Enable'],
  'add-role': ['授予角色', 'Add role'],
  'remove-role': ['移除角色', 'Remove role'],
  password: ['修改密码', 'Change password'],
}

export const accountStates: Words = {
  active: ['正常', 'Active'],
  locked: ['已停用', 'Disabled'],
}

/** Background jobs by the name of their event. */
export const jobNames: Words = {
  'listing.published': ['发布后匹配', 'Match after publishing'],
  'listing.closed': ['撤下后清理匹配', 'Clear matches'],
  'market.calendar': ['重算办理期限', 'Count deadlines anew'],
  'deal.opened': ['对接发起后处理', 'After a deal opened'],
  'deal.moved': ['对接进展后处理', 'After a deal moved'],
  'listing.removed': ['撤下后清理匹配', 'Clear matches'],
  'matcher.renewed': ['全部重新匹配', 'Match everything anew'],
  'import.apply': ['批量导入', 'Import'],
}

/** Writes to the search engine, by its own words for them. */
export const writeNames: Words = {
  documentAdditionOrUpdate: ['写入', 'Write'],
  documentEdition: ['改写', 'Edit'],
  documentDeletion: ['删除', 'Delete'],
  settingsUpdate: ['更新检索设置', 'Set up'],
  indexCreation: ['新建检索库', 'Create the index'],
  indexDeletion: ['删除检索库', 'Drop the index'],
  indexUpdate: ['更新检索库', 'Change the index'],
  indexSwap: ['换用新的检索库', 'Swap the index'],
}

/** Roles that only make sense for an organisation. */
export const needsOrg = ['enterprise', 'institute', 'agency', 'department']

/** Entries of the security log by their kind. */
export const accessKinds: Words = {
  'sign-in': ['登录', 'Sign-in'],
  'sign-in-failed': ['登录失败', 'Sign-in failed'],
  'sign-out': ['退出登录', 'Sign-out'],
  export: ['导出', 'Export'],
  download: ['下载附件', 'Download'],
  'read-protected': ['查看受保护信息', 'Read protected fields'],
  lost: ['未能记下', 'Not recorded'],
}

/** Why a sign-in was refused, by the code of the refusal. */
export const refusals: Words = {
  'sign-in-wrong': ['登录名或密码不正确', 'Wrong account or password'],
  'account-locked': ['账号已停用', 'Account disabled'],
  'one-time-ended': ['一次性密码已用过或已过期', 'One-time password used or expired'],
  'too-many': ['尝试过于频繁', 'Too many tries'],
}
