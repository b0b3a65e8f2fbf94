import type { Role } from '@/lib/api/wire'
import type { Text } from '@/lib/i18n/language'

/** What a role does next when nothing waits: one sentence that the links below it carry out. */
export const nextSteps: Record<Role, Text> = {
  enterprise: ['发布一条自己解决不了的技术难题，系统会列出合适的成果和理由。', 'Post a problem you cannot solve alone; fitting achievements appear with their reasons.'],
  institute: ['发布可以转化的成果，再看看哪些企业需求与它相合。', 'Post what you can transfer, then see which demands it fits.'],
  researcher: ['发布您本人可以转化的成果，再看看哪些企业需求与它相合。', 'Post what you own and can transfer, then see which demands it fits.'],
  broker: ['从匹配里挑一对合适的，替双方发起对接；您发起的会一直记在您名下。', 'Pick a fitting pair among the matches and open a deal for both sides; it stays in your name.'],
  agency: ['替服务的单位发布需求或成果；等单位回应的对接会出现在这里。', 'Post for the units you serve; deals that need an answer appear here.'],
  commissioner: ['把走访中听到的难题发布成需求，系统会找合适的成果。', 'Post the problems you hear on your visits as demands.'],
  department: ['看看本县企业提出的技术需求和院所的成果。', 'See what firms ask for and what institutes offer.'],
  officer: ['用 Excel 征集表批量导入需求，或看看匹配和统计。', 'Import demands from an Excel form, or look at matches and statistics.'],
  approver: ['看看今年的交易额与目标进度。', 'See the amounts of this year and how far the targets are.'],
  registrar: ['企业提交认定登记后会出现在这里；纸质合同可以在“认定登记”里录入。', 'Applications appear here; paper contracts can be entered under Registration.'],
  expert: ['看看本市场公开的需求和成果。', 'See the demands and achievements published here.'],
  admin: ['新市场从这里开始：先登记机构，再开账号、分配角色。', 'A new market starts here: organisations first, then accounts and roles.'],
}
