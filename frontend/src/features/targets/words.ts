import type { Words } from '@/lib/vocabulary'

export const measures: Words = {
  total: ['成交额', 'Contract value'],
  tech: ['技术交易额', 'Technology value'],
  undefined: ['文件未写明是哪种金额，两种都列', 'The policy does not say which amount: both shown'],
  number: ['数量或比例', 'Count or rate'],
}

export const statuses: Words = {
  draft: ['征求意见稿', 'Draft policy'],
  official: ['正式', 'Official'],
}

export const periods: Words = {
  year: ['年度', 'Year'],
  cumulative: ['累计', 'Cumulative'],
  undefined: ['期间未写明', 'Period not stated'],
}

export const targetLevels: Words = {
  local: ['本地', 'Local'],
  province: ['全省平均', 'Average of the province'],
}

export const targetSteps = { create: ['新建', 'Create'], edit: ['修改', 'Edit'], save: ['修改', 'Edit'], update: ['修改', 'Edit'], delete: ['删除', 'Delete'] } as const
