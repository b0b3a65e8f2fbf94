// Closed word lists of the domain in both languages. Codes are those of the API; Chinese names are the ones of the
// server's own tables, repeated here only because the pages need an English side too.
import { useSay, type Text } from '@/lib/i18n/language'

export type Words = Readonly<Record<string, Text>>

export const modes: Words = {
  transfer: ['转让', 'Transfer'],
  licence: ['许可', 'Licence'],
  develop: ['委托开发', 'Commissioned development'],
  cooperate: ['合作开发', 'Joint development'],
  consult: ['技术咨询', 'Consulting'],
  service: ['技术服务', 'Technical service'],
  equity: ['作价入股', 'Equity'],
  talent: ['引进人才团队', 'Bring in a team'],
  trial: ['先用后转', 'Try first, pay later'],
  selfoperate: ['自行投资实施', 'Own operation'],
  other: ['其他', 'Other'],
}

export const demandTypes: Words = {
  technology: ['技术', 'Technology'],
  equipment: ['装备', 'Equipment'],
  talent: ['人才', 'Talent'],
  management: ['管理模式', 'Management model'],
}

export const ipKinds: Words = {
  invention: ['发明专利', 'Invention patent'],
  utility: ['实用新型', 'Utility model'],
  design: ['外观设计', 'Design'],
  software: ['软件著作权', 'Software copyright'],
  variety: ['植物新品种', 'Plant variety'],
  layout: ['集成电路布图', 'IC layout'],
  secret: ['技术秘密', 'Know-how'],
  none: ['无知识产权', 'None'],
}

export const ipStatuses: Words = {
  applied: ['申请中', 'Applied'],
  granted: ['已授权', 'Granted'],
  expired: ['已失效', 'Expired'],
}

export const operators: Words = {
  '>=': ['不低于 ≥', 'at least ≥'],
  '<=': ['不高于 ≤', 'at most ≤'],
  '>': ['高于 >', 'above >'],
  '<': ['低于 <', 'below <'],
  '=': ['等于 =', 'equal to ='],
  range: ['区间', 'between'],
}

export const achievementForms: Words = {
  新技术: ['新技术', 'New technology'],
  新工艺: ['新工艺', 'New process'],
  新产品: ['新产品', 'New product'],
  新材料: ['新材料', 'New material'],
  新装备: ['新装备', 'New equipment'],
  新品种: ['新品种', 'New variety'],
  其他: ['其他', 'Other'],
}

/** Technology readiness, GB/T 37264-2018. */
export const trl: Words = {
  1: ['1 级 · 概念原理形成', '1 · concept formed'],
  2: ['2 级 · 概念初步验证', '2 · concept first proved'],
  3: ['3 级 · 实验室样品', '3 · laboratory sample'],
  4: ['4 级 · 试制流程贯通（小试）', '4 · trial process works'],
  5: ['5 级 · 模拟环境验证', '5 · proved in simulation'],
  6: ['6 级 · 使用环境验证（中试）', '6 · proved in use (pilot)'],
  7: ['7 级 · 用户测试认定', '7 · accepted by users'],
  8: ['8 级 · 稳定生产', '8 · stable production'],
  9: ['9 级 · 货架产品', '9 · on the shelf'],
}

export const listingStates: Words = {
  draft: ['草稿', 'Draft'],
  review: ['待审核', 'In review'],
  open: ['已发布', 'Published'],
  changing: ['变更待审核', 'Change in review'],
  withdrawn: ['已撤下', 'Withdrawn'],
  closed: ['已办结', 'Closed'],
}

export const listingSteps: Words = {
  create: ['新建', 'Create'],
  save: ['保存', 'Save'],
  import: ['导入', 'Import'],
  'import-undo': ['撤回导入的更新', 'Import taken back'],
  submit: ['提交审核', 'Submit'],
  publish: ['发布', 'Publish'],
  return: ['退回修改', 'Return'],
  recall: ['撤回修改', 'Recall'],
  withdraw: ['撤下', 'Withdraw'],
  reopen: ['重新编辑', 'Edit again'],
  close: ['办结', 'Close'],
  claim: ['同意认领', 'Claim accepted'],
  unclaim: ['撤销认领', 'Claim undone'],
}

export const roles: Words = {
  enterprise: ['企业', 'Enterprise'],
  institute: ['高校院所', 'Institute'],
  researcher: ['科研人员', 'Researcher'],
  broker: ['技术经理人', 'Technology broker'],
  agency: ['服务机构', 'Service agency'],
  commissioner: ['科技特派员', 'Technology commissioner'],
  department: ['责任单位', 'Responsible department'],
  officer: ['科技主管部门', 'Bureau officer'],
  approver: ['县政府', 'County government'],
  registrar: ['合同登记员', 'Contract registrar'],
  expert: ['评审专家', 'Expert'],
  admin: ['管理员', 'Administrator'],
  system: ['系统', 'System'],
}

export const levels: Words = {
  public: ['公开', 'Public'],
  members: ['登录成员可见', 'Members'],
  protected: ['对接双方可见', 'Parties of a deal'],
  private: ['仅本单位和主管部门', 'Owner and bureau'],
}

/** Why a deal or a match is declined. */
/** Ends that nobody chooses in a form. */
export const dealEndings: Words = {
  withdrawn: ['已撤回', 'Taken back'],
  joined: ['双方已自行对接', 'The sides went on by themselves'],
  'claim-undone': ['认领已撤销', 'The claim was undone'],
}

export const dealCategories: Words = {
  unsuitable: ['技术不对路', 'Technology does not fit'],
  immature: ['成熟度不够', 'Not mature enough'],
  benefit: ['效益不明显', 'Benefit not clear'],
  price: ['价格谈不拢', 'No agreement on price'],
  terms: ['条款谈不拢', 'No agreement on terms'],
  ip: ['权属不清楚', 'Ownership unclear'],
  'other-chosen': ['已另选合作方', 'Another partner chosen'],
  'need-gone': ['需求已变化或取消', 'Need changed or gone'],
  'no-reply': ['对方长期未回应', 'No reply from the other side'],
  unclear: ['资料不清楚', 'Papers unclear'],
  other: ['其他', 'Other'],
}

/** The parts of a score, in the order of the server's table; short names that leave one asking are told in full. */
export const matchParts: Words = {
  text: ['内容用词', 'Words of the text'],
  title: ['题目用词', 'Words of the title'],
  meaning: ['近义说法', 'Like meaning'],
  industry: ['行业', 'Industry'],
  object: ['对象', 'Object'],
  step: ['环节', 'Step of the process'],
  requirements: ['指标', 'Requirements'],
  maturity: ['成熟度', 'Maturity'],
  mode: ['合作方式', 'Way to cooperate'],
  budget: ['资金', 'Budget'],
  region: ['地区', 'Region'],
  trust: ['来源可信', 'Trusted source'],
  fresh: ['发布时间', 'Freshness'],
}

/** What people did with a pair, as matching learns from it. */
export const learningSigns: Words = {
  opened: ['发起对接', 'Deals opened'],
  accepted: ['同意对接', 'Both agreed'],
  declined: ['谢绝或结束', 'Declined or ended'],
  contract: ['签约', 'Signed'],
  registered: ['合同登记', 'Registered'],
}

/** The word of a code; an unknown code is shown as it is, or with the name the server gave. */
export function word(words: Words, code: string | number | undefined, name?: string): Text {
  const key = String(code ?? '')
  return words[key] ?? [name ?? key, name ?? key]
}

export interface Option {
  value: string
  label: string
}

/** The words of a list as options of a choice; with `any`, the first one stands for no choice. */
export function useOptions(): (words: Words, any?: string) => Option[] {
  const say = useSay()
  return (words, any) => [...(any === undefined ? [] : [{ value: '', label: any }]), ...Object.entries(words).map(([value, text]) => ({ value, label: say(text) }))]
}
