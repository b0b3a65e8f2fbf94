// Names of codes and lists where two versions of a contract stand side by side.
import { messages, type Text } from '@/lib/i18n/language'
import { known, type List } from '@/lib/vocabulary'

const lists: Readonly<Record<string, List>> = {
  class: 'contractClasses', subClass: 'contractSubClasses', payment: 'payMethods', techArea: 'techAreas', goal: 'socioGoals', planSource: 'planSources', ip: 'contractIPKinds',
  'seller.nature': 'natures', 'buyer.nature': 'natures', 'seller.scale': 'firmScales', 'buyer.scale': 'firmScales', 'royalty.base': 'royaltyBases', 'royalty.course': 'royaltyCourses',
  deductions: 'deductionKinds', payments: 'payConditions',
}

/** The name of a code of the contract form. */
export const wordOf = (path: string, value: unknown): Text | undefined => known(lists[path] ?? {}, String(value))

export const listTexts = messages({
  deductions: ['非技术性费用', 'Non-technical costs'],
  stages: ['里程碑', 'Milestones'],
  payments: ['付款节点', 'Payments'],
  attachments: ['附件', 'Attachments'],
  oldClass: ['旧合同类别', 'Former class'],
})
