// Words that the server puts into its sentences: kinds of records, states, steps and fields. They are looked up when
// they stand alone in the place of a {1}.
import { terms, type List } from '@/lib/vocabulary'

const named: List[] = ['listingStates', 'listingSteps', 'modes', 'roles']
const lists = terms(named).map(([, [zh, en]]) => [zh, en.toLowerCase()] as const)

const own: readonly (readonly [string, string])[] = [
  ['供需信息', 'listing'], ['技术需求', 'demand'], ['科技成果', 'achievement'], ['匹配', 'match'], ['对接', 'deal'], ['合同', 'contract'], ['认定登记', 'registration'], ['机构', 'organisation'], ['账号', 'account'],
  ['需求方', 'demand side'], ['成果方', 'achievement side'], ['安全日志', 'security log'], ['导入记录', 'imports'], ['失败的后台任务', 'failed jobs'], ['统计表及明细', 'statistics'],
  ['目标及进度', 'targets and progress'],
  ['手机号', 'mobile number'], ['座机号', 'landline number'], ['身份证号', 'ID number'], ['银行卡号', 'bank card number'], ['境外', 'Abroad'], ['市场', 'market'], ['目标', 'target'], ['导入', 'import'], ['附件', 'attachment'], ['文件', 'file'], ['任务', 'job'], ['登记申请', 'registration'], ['登录', 'sign-in'],
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

// Fields and places of a contract (needs.go, precheck.go, scan.go), and what its rule sets are called (rulesets.json).
const contract: readonly (readonly [string, string])[] = [
  ['项目名称', 'Project name'], ['合同类别', 'Class of contract'], ['合同子类', 'Sub-class'], ['合同签订日期', 'Date of signing'], ['有效期', 'Term'], ['有效期起始日期', 'First day of the term'],
  ['有效期截止日期', 'Last day of the term'], ['卖方', 'Seller'], ['卖方名称', 'Seller’s name'], ['卖方统一社会信用代码', 'Seller’s social credit code'], ['卖方行政区划', 'Seller’s region'],
  ['买方', 'Buyer'], ['买方名称', 'Buyer’s name'], ['买方行政区划', 'Buyer’s region'], ['合同成交额', 'Contract value'], ['技术交易额', 'Technology value'], ['支付方式', 'Way of payment'],
  ['技术领域', 'Field of technology'], ['预计新增投入（没有的填0）', 'Expected new investment (0 if none)'], ['预计新增产值（没有的填0）', 'Expected new output (0 if none)'], ['标的', 'Subject'],
  ['标的的内容、范围和要求', 'Content, scope and requirements of the subject'], ['技术指标和参数', 'Indicators and parameters'], ['验收', 'Acceptance'], ['技术成果的归属', 'Ownership of the results'],
  ['保密', 'Secrecy'], ['其他约定', 'Other terms'], ['平台确认', 'Confirmed here'], ['盖章合同扫描件', 'Scan of the stamped contract'],
  ['2000年认定登记办法（国科发政字〔2000〕63号）', 'Registration measures of 2000 (No. 63)'], ['2026年技术合同认定登记管理办法', 'Registration measures of 2026'],
  ['合同无效或未生效', 'Void or not in force'], ['非技术合同', 'No technology contract'], ['主体、标的、价款（报酬、使用费）约定不明确', 'Parties, subject or price unclear'], ['应当审批而未审批', 'Approval missing'],
  ['合同名称与权利义务不一致且未补正', 'Title and duties differ and were not corrected'], ['含非法垄断技术、妨碍技术进步的条款', 'A clause monopolises technology or hinders its progress'],
  ['不出具证明文件或证明文件不符', 'Proof missing or wrong'], ['印章不齐或与书写名称不一致', 'Seals missing or differ from the names'], ['其他不符合规定的情形', 'Otherwise against the rules'],
  ['合同主体不明确', 'Parties unclear'], ['合同标的不明确', 'Subject unclear'], ['合同价款、报酬、使用费约定不明确', 'Price, fee or royalty unclear'],
  ['含垄断技术或侵害他人技术成果的条款', 'A clause monopolises technology or infringes the results of others'], ['不出具证明材料或证明材料不符', 'Proof missing or wrong'], ['单位名称与印章不一致', 'Names and seals differ'],
]

const grounds = terms('refusalGrounds').map(([, text]) => text)

export const nouns: readonly (readonly [string, string])[] = [...lists, ...grounds, ...own, ...contract]
