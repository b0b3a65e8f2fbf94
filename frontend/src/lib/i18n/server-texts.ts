// English sides of the server's sentences, by the package that writes them; see server.ts.
import { cellFaults } from './fault-texts-cells'
import { challengeFaults } from './fault-texts-challenge'
import { contractFaults } from './fault-texts-contract'
import { dealFaults } from './fault-texts-deals'
import { importFaults } from './fault-texts-import'
import { marketFaults } from './fault-texts-market'
import { officeFaults } from './fault-texts-office'
import { rowFaults } from './fault-texts-rows'
import { securityFaults } from './fault-texts-security'
import { sheetFaults } from './fault-texts-sheet'

const administration: readonly (readonly [string, string])[] = [
  ['工作日历里没有 {1} 年的放假安排：跨入该年的期限（公示、受理、补正）暂只按周末计算，遇节假日和调休会算错。国务院办公厅公布放假通知后，请市场管理员在“市场资料”的工作日历中录入；此前请人工核对这些期限。', 'The calendar has no public holidays for {1}: deadlines that reach into it are counted by weekends only and may be wrong. Once the State Council has published its notice, the administrator enters it in the calendar of the market profile; until then check such deadlines by hand.'],
  ['处理时出错，程序没有给出中文说明；重试仍失败时，请把技术细节交给维护人员。', 'It failed without a sentence for people. If a retry fails too, hand the technical details to who looks after the program.'],
  ['请同意或谢绝；谢绝请写明原因，对方会看到。', 'Consent or decline; a no needs a reason, which the other side reads.'],
  ['核对统一社会信用代码与证照后核验；已核验的单位才能认领公开线索。', 'Compare the social credit code with the papers, then verify; only verified units can claim public leads.'],
  ['审核后发布，或写明理由退回。', 'Read and publish, or return with a reason.'],
  ['补齐内容后提交审核；退回的会写明原因。', 'Complete and submit them; a returned one says why.'],
  ['请阅读合同文本后确认；文本更换后须重新确认。', 'Read the text, then confirm; a replaced text must be confirmed again.'],
  ['请按登记员的意见补正后重新提交。', 'Correct them as the registrar says and submit again.'],
  ['合同已签订，提交认定登记后才计入技术交易额。', 'Signed; they count as technology value once they are registered.'],
  ['付款条件已成就，可以申请拨付。', 'The condition holds: ask for the payout.'],
  ['拨付环节已走完：拨付后登记日期、文号和凭证。', 'The chain is at its end: record day, number and proof once it is paid.'],
  ['付款条件已成就：付款后登记日期、金额和凭证；平台不经手资金。', 'The condition holds: record day, amount and proof once it is paid. No money moves here.'],
  ['请核对材料后受理，或写明理由退回补正。', 'Check the papers and accept, or return them with a reason.'],
  ['请在期限内核定技术交易额，或办理不予登记。', 'Fix the technology value in time, or refuse registration.'],
  ['在国家系统登记后录入16位登记编号，录入后计入统计。', 'Enter the 16 digits once the national system gave them; only then they count.'],
  ['查明原因后重试，或放弃。', 'Find the cause, then retry or dismiss.'],
]

export const serverTexts: readonly (readonly [string, string])[] = [...administration, ...marketFaults, ...challengeFaults, ...contractFaults, ...officeFaults, ...rowFaults, ...importFaults, ...cellFaults, ...dealFaults, ...securityFaults, ...sheetFaults]
