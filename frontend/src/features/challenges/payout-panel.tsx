import { Button, Form, Input } from 'antd'
import { storedFile, type StoredFile } from '@/lib/api/files'
import { useDownload } from '@/lib/download'
import { money } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { DateField } from '@/ui/date-field'
import { FileField } from '@/ui/file-field'
import { Panel } from '@/ui/page'
import { ToneTag, type Tone } from '@/ui/state-tag'
import { StepDialog } from '@/ui/step-dialog'
import type { Challenge } from './api'
import { useTerms } from './words'

const texts = messages({
  title: ['里程碑与付款', 'Milestones and payments'],
  hint: ['自筹资金在技术合同中登记；财政资金在这里申请和登记，平台不经手资金。', 'Own money is recorded on the contract, public money here. No money moves.'],
  chain: ['拨付环节：{links} → 兑现', 'Before a payout: {links}'],
  stage: ['里程碑', 'Milestone'],
  due: ['完成日期', 'Due'],
  state: ['现在', 'Now'],
  passed: ['{day} 通过', 'passed {day}'],
  open: ['未通过', 'open'],
  when: ['付款条件', 'Condition'],
  fen: ['金额', 'Amount'],
  public: ['财政资金', 'public money'],
  waits: ['条件未成就', 'Condition does not hold'],
  since: ['{day} 起可付', 'since {day}'],
  step: ['{state}（{n}/{of}）', '{state} ({n}/{of})'],
  paid: ['{day} 拨付 {doc}', 'paid {day} {doc}'],
  pass: ['登记通过', 'Record that it passed'],
  apply: ['申请拨付', 'Ask for the payout'],
  payOut: ['登记已拨付', 'Record the payout'],
  on: ['日期', 'Day'],
  note: ['说明', 'Note'],
  document: ['拨付文号', 'Number of the order to pay'],
  proof: ['证明文件', 'Proof'],
  sure: ['将按选定的环节办理：{links}。', 'It goes through: {links}.'],
  none: ['无', 'none'],
  needed: ['请填写。', 'Please fill this in.'],
})

interface Fields {
  on: string
  note?: string
  document?: string
  proof?: StoredFile | null
}

const tones: Record<string, Tone> = { checking: 'wait', granted: 'wait', paid: 'good', declined: 'bad' }

/** The milestones and payments of the agreement, and the way of the public money. */
export function PayoutPanel({ challenge: c }: { challenge: Challenge }) {
  const t = useT(texts)
  const lang = useLanguage()
  const terms = useTerms()
  const download = useDownload()
  if (c.stages.length + c.plan.length === 0) return null
  const can = (step: string) => c.steps.some((s) => s.step === step)
  const at = { of: 'challenges', id: c.id, rev: c.rev } as const
  const links = c.payChain.map((l) => [terms.name('payoutLinks', l.kind), l.body].filter(Boolean).join('：')).join(' → ')
  const rule = [{ required: true, message: t('needed') }]
  const day = (
    <Form.Item name="on" label={t('on')} rules={rule}>
      <DateField min={c.agreement?.signed} />
    </Form.Item>
  )
  const proof = (needed: boolean) => (
    <Form.Item name="proof" label={t('proof')} rules={needed ? rule : []}>
      <FileField />
    </Form.Item>
  )
  const file = (id?: string) =>
    id && (
      <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => void download(storedFile(id))}>
        {t('proof')}
      </Button>
    )
  const standing = (p: Challenge['plan'][number]): [Tone, string] => {
    const x = p.payout
    if (x?.state === 'paid') return ['good', t('paid', { day: x.on ?? '', doc: x.document ?? '' })]
    if (x) return [tones[x.state] ?? 'neutral', x.state === 'checking' ? t('step', { state: terms.name('payoutStates', x.state), n: x.done, of: c.payChain.length }) : terms.name('payoutStates', x.state)]
    return p.since ? ['wait', t('since', { day: p.since })] : ['neutral', t('waits')]
  }
  return (
    <Panel title={t('title')}>
      <p className="muted">{t('hint')}</p>
      {links && <p>{t('chain', { links })}</p>}
      {c.stages.length > 0 && (
        <ul className="plain-list" style={{ gap: 10 }}>
          {c.stages.map((s) => (
            <li key={s.no}>
              <b>{s.title}</b> <span className="num muted">{s.due}</span>
              <div className="row">
                <ToneTag tone={s.on ? 'good' : 'neutral'}>{s.on ? t('passed', { day: s.on }) : t('open')}</ToneTag>
                {file(s.proof)}
                {!s.on && can('pass') && (
                  <StepDialog<Fields> {...at} step="pass" label={t('pass')} body={(v) => ({ no: s.no, on: v.on, note: v.note ?? '', proof: v.proof?.id ?? '' })}>
                    {day}
                    <Form.Item name="note" label={t('note')}>
                      <Input maxLength={500} />
                    </Form.Item>
                    {proof(true)}
                  </StepDialog>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      <ul className="plain-list gap-above" style={{ gap: 10 }}>
        {c.plan.map((p) => {
          const [tone, now] = standing(p)
          const asked = p.payout && p.payout.state !== 'declined'
          return (
            <li key={p.no}>
              <b className="num">{money(p.fen, lang)}</b> {[p.when === 'date' ? p.on : terms.name('payConditions', p.when), p.stage ? c.stages[p.stage - 1]?.title : '', p.public && t('public')].filter(Boolean).join(' · ')}
              <div className="row">
                <ToneTag tone={tone}>{now}</ToneTag>
                {p.payout?.reason && <span className="muted">{p.payout.reason}</span>}
                {file(p.payout?.proof)}
                {p.public && !asked && can('apply-payout') && (
                  <StepDialog<Fields> {...at} step="apply-payout" label={t('apply')} place={() => null} body={() => ({ no: p.no })}>
                    <p>{t('sure', { links: links || t('none') })}</p>
                  </StepDialog>
                )}
                {p.payout?.state === 'granted' && can('pay-out') && (
                  <StepDialog<Fields> {...at} step="pay-out" label={t('payOut')} primary body={(v) => ({ no: p.no, on: v.on, document: v.document ?? '', proof: v.proof?.id ?? '' })}>
                    {day}
                    <Form.Item name="document" label={t('document')}>
                      <Input maxLength={200} />
                    </Form.Item>
                    {proof(false)}
                  </StepDialog>
                )}
              </div>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
