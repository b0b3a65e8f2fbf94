// Closed word lists of technology contracts in both languages; the codes are those of the API.
import type { Role } from '@/lib/api/wire'
import type { Text } from '@/lib/i18n/language'
import type { Words } from '@/lib/vocabulary'

export const contractSigners: Role[] = ['enterprise', 'institute', 'researcher', 'agency', 'broker', 'officer', 'registrar']

export const contractStates: Words = {
  draft: ['草稿', 'Draft'],
  confirming: ['待双方确认', 'Awaiting both sides'],
  confirmed: ['已签订', 'Concluded'],
  submitted: ['待受理', 'Filed'],
  returned: ['退回补正', 'Returned'],
  accepted: ['已受理', 'Accepted'],
  awaitNumber: ['待国家系统登记', 'Awaiting number'],
  registered: ['已登记', 'Registered'],
  refused: ['不予登记', 'Refused'],
  cancelled: ['已作废', 'Cancelled'],
  withdrawn: ['登记已注销', 'Registration cancelled'],
}

export const contractSteps: Words = {
  create: ['新建', 'Create'],
  edit: ['修改内容', 'Edit'],
  'replace-text': ['更换合同文本', 'Change the text'],
  text: ['更换合同文本', 'Change the text'], // as histories of 0.1.0 name it
  propose: ['提交双方确认', 'Ask both sides to confirm'],
  confirm: ['确认合同文本', 'Confirm the text'],
  conclude: ['双方确认完成', 'Both sides confirmed'],
  stamp: ['录入盖章合同', 'Enter the stamped contract'],
  stamped: ['录入盖章合同', 'Enter the stamped contract'], // as histories of 0.1.0 name it
  revise: ['退回修改', 'Back to draft'],
  cancel: ['作废', 'Cancel'],
  submit: ['提交认定登记', 'File for registration'],
  counter: ['窗口收件', 'Receive at the counter'],
  accept: ['受理', 'Accept'],
  return: ['退回补正', 'Return for correction'],
  recognise: ['认定通过', 'Recognise'],
  review: ['退回审查', 'Back to review'],
  second: ['复核通过', 'Countersign'],
  alone: ['一人办理', 'Go on alone'],
  refuse: ['不予登记', 'Refuse'],
  object: ['申请重新认定', 'Object'],
  register: ['录入登记编号', 'Enter the registration number'],
  elsewhere: ['录入异地登记', 'Record registration elsewhere'],
  correct: ['更正登记金额', 'Correct the amounts'],
  withdraw: ['注销登记', 'Cancel the registration'],
  calendar: ['重算期限', 'Deadline counted anew'],
}

/** Steps of an introduction that a contract brings up. */
export const creditSteps: Words = {
  offer: ['请双方答复引荐', 'Ask both sides about the introduction'],
}

export const contractClasses: Words = {
  KF: ['技术开发', 'Development'],
  ZR: ['技术转让', 'Transfer'],
  XK: ['技术许可', 'Licence'],
  ZX: ['技术咨询', 'Consulting'],
  FW: ['技术服务', 'Services'],
}

export const subClasses: Words = {
  KF1: ['委托开发', 'Commissioned development'],
  KF2: ['合作开发', 'Joint development'],
  ZR1: ['专利权转让', 'Patent'],
  ZR2: ['专利申请权转让', 'Patent application'],
  ZR3: ['技术秘密转让', 'Know-how'],
  ZR4: ['计算机软件著作权转让', 'Software copyright'],
  ZR5: ['集成电路布图设计专有权转让', 'IC layout'],
  ZR6: ['植物新品种权转让', 'Plant variety'],
  ZR7: ['生物、医药新品种权转让', 'New biological or medical variety'],
  ZR8: ['设计著作权转让', 'Design copyright'],
  XK1: ['专利实施许可', 'Patent licence'],
  XK2: ['技术秘密使用许可', 'Know-how licence'],
  XK3: ['其他许可', 'Other licence'],
  FW1: ['一般技术服务', 'General service'],
  FW2: ['技术培训', 'Training'],
  FW3: ['技术中介', 'Intermediation'],
}

export const payMethods: Words = {
  once: ['一次总算、一次总付', 'Fixed sum, paid at once'],
  instalments: ['一次总算、分期支付', 'Fixed sum, instalments'],
  royalty: ['提成支付', 'Royalty'],
  entryRoyalty: ['提成支付附加预付入门费', 'Royalty with an entry fee'],
}

export const deductionKinds: Words = {
  equipment: ['设备', 'Equipment'],
  instrument: ['仪器', 'Instruments'],
  parts: ['零部件', 'Parts'],
  material: ['原材料', 'Raw material'],
  other: ['其他非技术性费用', 'Other non-technical cost'],
}

export const findingWays: Words = {
  machine: ['程序判定，登记员确认', 'Decided by the program, confirmed'],
  hand: ['逐条判定', 'By hand'],
  rest: ['其余均符合，一次确认', 'Confirmed with the rest in one click'],
}

export const findingVerdicts: Words = {
  ok: ['符合', 'Holds'],
  bad: ['不符合', 'Does not hold'],
  unclear: ['无法判断', 'Cannot be judged'],
}

export const refusalGrounds: Words = {
  invalid: ['合同无效或未生效', 'Void or not in force'],
  notTechnology: ['不属于技术合同', 'No technology contract'],
  subject: ['主体不明确', 'Parties unclear'],
  object: ['标的不明确', 'Subject unclear'],
  price: ['价款、报酬、使用费不明确', 'Price unclear'],
  approval: ['应当审批而未审批', 'Approval missing'],
  misnamed: ['合同名称与权利义务不一致', 'Title and duties differ'],
  monopoly: ['非法垄断技术、妨碍技术进步', 'Monopolises technology'],
  infringes: ['侵害他人技术成果', 'Infringes the results of others'],
  proof: ['证明材料未出具或不符', 'Proof missing or wrong'],
  seal: ['印章不齐或与名称不一致', 'Seals missing or differ'],
  other: ['其他情形', 'Other'],
}

export const scopes: Words = {
  registered: ['登记地', 'Registered here'],
  output: ['输出', 'Output'],
  input: ['吸纳', 'Input'],
}

export const className = (words: Words, code?: string): Text => words[code ?? ''] ?? [code ?? '', code ?? '']
