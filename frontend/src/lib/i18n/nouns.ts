// Words that the server puts into its sentences: kinds of records, states, steps and fields. They are looked up when
// they stand alone in the place of a {1}.
import { listingStates, listingSteps, modes, roles } from '@/lib/vocabulary'

const lists = [listingStates, listingSteps, modes, roles].flatMap((words) => Object.values(words).map(([zh, en]) => [zh, en.toLowerCase()] as const))

const own: readonly (readonly [string, string])[] = [
  ['供需信息', 'listing'], ['技术需求', 'demand'], ['科技成果', 'achievement'], ['匹配', 'match'], ['对接', 'deal'], ['合同', 'contract'], ['机构', 'organisation'], ['账号', 'account'],
  ['需求方', 'demand side'], ['成果方', 'achievement side'], ['安全日志', 'security log'], ['导入记录', 'imports'], ['失败的后台任务', 'failed jobs'], ['统计表及明细', 'statistics'],
  ['目标及进度', 'targets and progress'],
  ['市场', 'market'], ['目标', 'target'], ['导入', 'import'], ['附件', 'attachment'], ['文件', 'file'], ['任务', 'job'], ['登记申请', 'registration'], ['登录', 'sign-in'],
  ['意向', 'intent'], ['洽谈中', 'in talks'], ['已商定', 'agreed'], ['已签约', 'signed'], ['已结束', 'ended'], ['同意对接', 'consent'], ['谢绝', 'decline'], ['商定条件', 'agree'],
  ['重新洽谈', 'talk again'], ['签约', 'sign'], ['结束对接', 'end the deal'],
  ['修改内容', 'edit'], ['更换合同文本', 'replace the text'], ['提交双方确认', 'submit to both sides'], ['录入盖章合同', 'enter the stamped contract'], ['录入异地登记', 'enter a registration made elsewhere'],
  ['作废', 'cancel'], ['确认合同文本', 'confirm the text'], ['双方确认完成', 'conclude'], ['退回修改', 'send back'], ['补充登记信息', 'add what registration needs'], ['提交认定登记', 'file for registration'],
  ['窗口收件', 'take at the desk'], ['受理', 'accept'], ['退回补正', 'return for correction'], ['认定通过', 'recognise'], ['不予登记', 'refuse'], ['退回审查', 'review again'],
  ['录入登记编号', 'enter the number'], ['申请重新认定', 'object'], ['更正登记金额', 'correct the amounts'], ['注销登记', 'cancel the registration'],
  ['草稿', 'draft'], ['待确认', 'to be confirmed'], ['已签订', 'signed'], ['待受理', 'to be accepted'], ['审查中', 'under examination'], ['待双方确认', 'to be confirmed by both'], ['已受理', 'accepted'], ['待国家系统登记', 'awaiting the national system'],
  ['已登记', 'registered'], ['登记已注销', 'registration cancelled'], ['已作废', 'cancelled'],
  ['提交变更', 'submit the change'], ['发布变更', 'publish the change'], ['不能再变更', 'nothing can change it any more'],
  ['名称', 'Title'], ['内容', 'Text'], ['详细资料', 'Details'], ['本栏', 'This field'], ['现状', 'Present state'], ['佐证', 'Evidence'], ['依据', 'Evidence'], ['指标名称', 'Indicator'],
  ['指标说明', 'Note on the indicator'], ['单位全称', 'Full name'], ['姓名', 'Name'], ['市场名称', 'Market name'], ['登记机构', 'Registering office'], ['科技主管部门', 'Bureau'], ['职务', 'Position'],
  ['联系人姓名', 'Contact name'], ['分数高的在前', 'best first'], ['新的在前', 'newest first'], ['新登记的在前', 'registered last first'],
  ['检索和按成熟度、方式、金额筛选的结果，最相关的在前', 'nearest first'],
]

export const nouns: readonly (readonly [string, string])[] = [...lists, ...own]
