import { Button, Form, Input, Select } from 'antd'
import { can, type Contract } from '@/lib/api/contracts'
import { storedFile, type StoredFile } from '@/lib/api/files'
import { useDownload } from '@/lib/download'
import { money } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { DateField } from '@/ui/date-field'
import { FileField } from '@/ui/file-field'
import { MoneyInput, moneyRule } from '@/ui/money-input'
import { Panel } from '@/ui/page'
import { ToneTag, type Tone } from '@/ui/state-tag'
import { StepDialog } from '@/ui/step-dialog'

const texts = messages({
  title: ['里程碑与付款', 'Milestones and payments'],
  noPlan: ['合同没有写付款节点；付款仍可以登记。', 'The contract names no payments; payments can still be recorded.'],
  stage: ['里程碑', 'Milestone'],
  due: ['完成日期', 'Due'],
  passed: ['通过', 'Passed'],
  passedOn: ['{day} 通过', 'passed {day}'],
  open: ['未通过', 'open'],
  work: ['整体验收', 'Acceptance'],
  when: ['付款条件', 'Condition'],
  fen: ['约定', 'Agreed'],
  paid: ['已登记', 'Recorded'],
  state: ['现在', 'Now'],
  waits: ['条件未成就', 'Condition does not hold'],
  since: ['{day} 起应付', 'due since {day}'],
  from: ['{day} 应付', 'due {day}'],
  done: ['已付清', 'paid'],
  public: ['财政资金', 'public money'],
  records: ['履行记录', 'Records'],
  outside: ['计划外', 'outside the plan'],
  office: ['主管部门', 'Office'],
  seller: ['卖方', 'Seller'],
  buyer: ['买方', 'Buyer'],
  voided: ['已撤销：{why}', 'Taken back: {why}'],
  which: ['哪一项', 'Which'],
  on: ['发生之日', 'Day'],
  amount: ['金额', 'Amount'],
  badMoney: ['请填写金额，最多六位小数。', 'Please give an amount with at most six decimals.'],
  note: ['说明', 'Note'],
  proof: ['证明（验收意见、付款凭证）', 'Proof (report, payment slip)'],
  reason: ['理由', 'Reason'],
  needed: ['请填写。', 'Please fill this in.'],
  hint: ['平台只登记付款，不经手资金。财政资金须在付款条件成就之后拨付。', 'Payments are only recorded here. Public money is paid after its condition holds.'],
})

interface Act {
  no: number
  on: string
  fen?: number
  note?: string
  proof?: StoredFile | null
}

/** What the contract plans, what is due today, and what was recorded by whom. */
export function PerformancePanel({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const download = useDownload()
  const official = useIs('officer', 'registrar')
  const stages = c.stages ?? []
  const payments = c.payments ?? []
  const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)
  const passedOn = (no: number) => c.acts.find((x) => !x.void && (no === 0 ? x.kind === 'acceptance' : x.kind === 'milestone' && x.no === no))?.on
  const steps = c.steps ?? []
  if (stages.length + payments.length + c.acts.length === 0 && !can(c, 'pay')) return null
  const condition = (i: number) => {
    const p = payments[i]
    const stage = p?.when === 'milestone' ? stages[(p.milestone ?? 0) - 1]?.title : p?.when === 'date' ? p.on : ''
    return [say(word('payConditions', p?.when)), stage].filter(Boolean).join(' · ')
  }
  const standing = (i: number): [Tone, string] => {
    const p = c.plan[i]
    if (!p) return ['neutral', '']
    if (p.paidFen >= p.fen) return ['good', t('done')]
    if (!p.since) return ['neutral', t('waits')]
    return p.since > today ? ['neutral', t('from', { day: p.since })] : ['wait', t('since', { day: p.since })]
  }
  const nameOf = (x: Contract['acts'][number]) =>
    x.kind === 'milestone' ? stages[(x.no ?? 0) - 1]?.title : x.kind === 'acceptance' ? '' : x.no ? condition(x.no - 1) : t('outside')
  const label = (step: string) => {
    const s = steps.find((x) => x.step === step)
    return s ? say([s.label, s.english]) : ''
  }
  const at = { of: 'contracts', id: c.id, rev: c.rev } as const
  const rule = [{ required: true, message: t('needed') }]
  const fields = (
    <>
      <Form.Item name="on" label={t('on')} rules={rule}>
        <DateField min={c.signDate} max={today} />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="proof" label={t('proof')}>
        <FileField />
      </Form.Item>
    </>
  )
  const body = (v: Act) => ({ ...v, proof: v.proof?.id ?? '' })
  const openStages = [...stages.map((s, i) => ({ value: i + 1, label: s.title })), { value: 0, label: t('work') }].filter((o) => !passedOn(o.value))
  return (
    <Panel
      title={t('title')}
      extra={
        <span className="row">
          {can(c, 'pass') && openStages.length > 0 && (
            <StepDialog<Act> {...at} step="pass" label={label('pass')} body={body} initial={{ no: openStages[0]?.value, on: today }}>
              <Form.Item name="no" label={t('which')} rules={rule}>
                <Select options={openStages} />
              </Form.Item>
              {fields}
            </StepDialog>
          )}
          {can(c, 'pay') && (
            <StepDialog<Act> {...at} step="pay" label={label('pay')} body={body} hint={t('hint')} initial={{ no: Math.max(0, c.plan.findIndex((p) => p.paidFen < p.fen) + 1), on: today }}>
              <Form.Item name="no" label={t('which')} rules={rule}>
                <Select options={[...payments.map((p, i) => ({ value: i + 1, label: `${condition(i)} ${money(p.fen, lang)}` })), { value: 0, label: t('outside') }]} />
              </Form.Item>
              <Form.Item name="fen" label={t('amount')} rules={[...rule, moneyRule(t('badMoney'))]}>
                <MoneyInput />
              </Form.Item>
              {fields}
            </StepDialog>
          )}
        </span>
      }
    >
      {stages.length > 0 && (
        <div className="scroll-x" tabIndex={0} role="group" aria-label={t('stage')}>
          <table className="line-table">
            <thead>
              <tr>
                <th scope="col">{t('stage')}</th>
                <th scope="col">{t('due')}</th>
                <th scope="col">{t('passed')}</th>
              </tr>
            </thead>
            <tbody>
              {[...stages, { title: t('work'), due: c.endDate ?? '' }].map((s, i) => {
                const on = passedOn(i === stages.length ? 0 : i + 1)
                return (
                  <tr key={i}>
                    <td>{s.title}</td>
                    <td className="num nowrap">{s.due}</td>
                    <td>
                      <ToneTag tone={on ? 'good' : s.due && s.due < today ? 'wait' : 'neutral'}>{on ? t('passedOn', { day: on }) : t('open')}</ToneTag>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {payments.length > 0 ? (
        <div className="scroll-x gap-above" tabIndex={0} role="group" aria-label={t('title')}>
          <table className="line-table">
            <thead>
              <tr>
                <th scope="col">{t('when')}</th>
                <th scope="col" className="right">{t('fen')}</th>
                <th scope="col" className="right">{t('paid')}</th>
                <th scope="col">{t('state')}</th>
              </tr>
            </thead>
            <tbody>
              {payments.map((p, i) => {
                const [tone, now] = standing(i)
                return (
                  <tr key={i}>
                    <td>
                      {condition(i)} {p.public && <span className="muted">{t('public')}</span>}
                    </td>
                    <td className="num right nowrap">{money(p.fen, lang)}</td>
                    <td className="num right nowrap">{money(c.plan[i]?.paidFen ?? 0, lang)}</td>
                    <td>{now && <ToneTag tone={tone}>{now}</ToneTag>}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      ) : (
        <p className="muted">{t('noPlan')}</p>
      )}
      {c.acts.length > 0 && (
        <>
          <h3 className="sub-title gap-above">{t('records')}</h3>
          <ul className="plain-list" style={{ gap: 8 }}>
            {c.acts.map((x, i) => (
              <li key={i}>
                <span className="num">{x.on}</span> {[say(word('actKinds', x.kind)), nameOf(x)].filter(Boolean).join(' · ')} {x.fen ? <b className="num">{money(x.fen, lang)}</b> : ''}
                <div className="row">
                  <span className="muted">{[t(x.side === 'seller' || x.side === 'buyer' ? x.side : 'office'), x.by.name, x.note].filter(Boolean).join(' · ')}</span>
                  {x.proof && (
                    <Button type="link" style={{ padding: 0, height: 'auto', whiteSpace: 'normal' }} onClick={() => void download(storedFile(x.proof?.file ?? ''))}>
                      {x.proof.name}
                    </Button>
                  )}
                  {x.void ? (
                    <ToneTag tone="neutral">{t('voided', { why: x.void.reason })}</ToneTag>
                  ) : (
                    can(c, 'void') &&
                    (official || x.side === c.side) && (
                      <StepDialog<{ reason: string }> {...at} step="void" label={label('void')} danger body={(v) => ({ act: i, reason: v.reason })}>
                        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
                          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
                        </Form.Item>
                      </StepDialog>
                    )
                  )}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
