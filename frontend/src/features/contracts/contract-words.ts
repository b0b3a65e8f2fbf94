// Names of codes and lists where two versions of a contract stand side by side.
import { contractClasses, deductionKinds, payMethods, subClasses } from '@/lib/contract-words'
import { contractIp, goals, natures, planSources, royaltyBases, royaltyCourses, scales, techAreas } from '@/lib/contract-options'
import { messages, type Text } from '@/lib/i18n/language'

const lists: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  class: contractClasses, subClass: subClasses, payment: payMethods, techArea: techAreas, goal: goals, planSource: planSources, ip: contractIp,
  'seller.nature': natures, 'buyer.nature': natures, 'seller.scale': scales, 'buyer.scale': scales, 'royalty.base': royaltyBases, 'royalty.course': royaltyCourses,
  deductions: deductionKinds,
}

/** The name of a code of the contract form. */
export const wordOf = (path: string, value: unknown): Text | undefined => lists[path]?.[String(value)]

export const listTexts = messages({
  deductions: ['非技术性费用', 'Non-technical costs'],
  attachments: ['附件', 'Attachments'],
  oldClass: ['旧合同类别', 'Former class'],
})
