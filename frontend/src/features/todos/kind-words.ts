import type { Text } from '@/lib/i18n/language'

/**
 * What is to be done with a thing of a kind, in both languages; the Chinese is the server's own (api, type TodoKind). A
 * kind without an entry is shown in the server's words.
 */
export const todoKinds: Readonly<Record<string, Text>> = {
  'review-demand': ['审核技术需求', 'Review a demand'],
  'review-achievement': ['审核科技成果', 'Review an achievement'],
  'draft-demand': ['补齐并提交技术需求', 'Complete and submit a demand'],
  'draft-achievement': ['补齐并提交科技成果', 'Complete and submit an achievement'],
  'import-drafts': ['处理导入的草稿', 'See to imported drafts'],
  'deal-intent': ['回应对接', 'Answer a deal'],
  backup: ['夜间备份没有做成', 'The nightly backup failed'],
  'deal-terms': ['回应对方提出的条件', 'Answer the terms of the other side'],
  'deal-lapsing': ['催问即将失效的引荐', 'Ask after an introduction that lapses soon'],
  'deal-voided': ['知悉：对接因认领撤销而终止', 'Note: a deal ended with an undone claim'],
  'claim-review': ['核定认领申请', 'Decide a claim'],
  'claim-result': ['查看认领结果', 'See what became of your claim'],
  'credit-open': ['答复居间记录', 'Answer an introduction'],
  'credit-contested': ['查看有异议的居间记录', 'See a contested introduction'],
  'failed-job': ['处理失败的后台任务', 'See to a failed background job'],
  'verify-organization': ['核验机构', 'Verify an organisation'],
  'contract-confirming': ['确认合同文本', 'Confirm the text of a contract'],
  'contract-returned': ['补正登记申请', 'Correct a returned application'],
  'contract-confirmed': ['申请认定登记', 'Apply for registration'],
  'contract-submitted': ['受理登记申请', 'Accept an application'],
  'contract-accepted': ['审查登记申请', 'Examine an application'],
  'contract-awaitNumber': ['录入登记编号', 'Enter the registration number'],
  'challenge-vetting': ['审核榜单', 'Vet a challenge'],
  'challenge-listing': ['榜单公示', 'Notice of a challenge'],
  'challenge-returned': ['修改退回的榜单', 'Correct a returned challenge'],
  'challenge-sealed': ['开启申报材料', 'Open the bids'],
  'challenge-agreeing': ['签订揭榜协议', 'Sign the agreement'],
  'challenge-running': ['组织验收', 'Organise the acceptance'],
  bid: ['完成揭榜申报', 'Complete a bid'],
  'hard-problem': ['审核攻关难题', 'Judge a hard problem'],
  'notice-post': ['张贴公示', 'Post a notice'],
  'notice-end': ['结束公示', 'End a notice'],
  'notice-objections': ['处理异议', 'Handle objections'],
  calendar: ['工作日历缺少放假安排', 'The calendar lacks public holidays'],
}
