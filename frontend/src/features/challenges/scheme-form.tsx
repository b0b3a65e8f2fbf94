import { Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { takeStep } from '@/lib/api/steps'
import { useRecordForm } from '@/lib/form/use-record-form'
import { useSend } from '@/lib/form/use-send'
import { messages, useT } from '@/lib/i18n/language'
import { FileField } from '@/ui/file-field'
import { MoneyInput, moneyRule } from '@/ui/money-input'
import { Notice } from '@/ui/notice'
import { OrgList } from './org-list'
import { Panel } from '@/ui/page'
import { PaymentFields, StageFields } from '@/ui/plan-fields'
import { Stale } from '@/ui/stale'
import '@/ui/form.css'
import { putBid, readBid, type Bid, type Scheme } from './api'
import { useTerms } from './words'

const texts = messages({
  title: ['揭榜方案', 'Scheme'],
  how: ['边谈边写，随时保存；提交后在截止前可以更换或撤回。保存的内容只有本团队看得到。', 'Write while you talk and save at any time; once handed in it can be replaced or taken back until the deadline. What is only saved is yours alone.'],
  sealed: ['材料在提交和保存时即加密密封：截止后由主管部门公开开启，在此之前只有本团队看得到，发榜方、主管部门和管理员都看不到。截止前可以更换或撤回；撤回的材料不会开启。', 'What you save or hand in is sealed at once. Until the office opens it in public after the deadline, your team alone reads it: neither asker, office nor administrator. It can be replaced or taken back until then; what was taken back is never opened.'],
  annex: ['附件 {n}', 'File {n}'],
  asked: ['要求：{v}', 'Asked: {v}'],
  promise: ['承诺值', 'Promise'],
  evidence: ['依据', 'Evidence'],
  plan: ['实施方案', 'Plan'],
  own: ['发榜方出资', 'Money of the asker'],
  public: ['财政资金', 'Public money'],
  ip: ['知识产权归属', 'Ownership of results'],
  stages: ['里程碑', 'Milestones'],
  payments: ['付款节点', 'Payments'],
  partners: ['参与单位（须各自确认）', 'Partners (each confirms)'],
  members: ['团队成员（一行一人：姓名 职称 分工）', 'Members (one a line: name, title, task)'],
  intent: ['双方签署的意向协议', 'Signed letter of intent'],
  paper: ['盖章申报书（代登记时）', 'Stamped paper (when entered for a team)'],
  pledge: ['我已阅读并作出诚信承诺', 'We have read the pledge and make it'],
  save: ['保存', 'Save'],
  saved: ['已保存', 'Saved'],
  submit: ['提交揭榜申报', 'Hand in'],
  replace: ['更换揭榜申报', 'Replace'],
  amount: ['请填写数字，单位万元。', 'Give a number, in 10k CNY.'],
})

/** As many files as the server takes. */
const mostFiles = 30

type Values = Omit<Scheme, 'team' | 'intent' | 'paper' | 'partners'> & {
  members?: string
  intentFile?: { id: string; name: string } | null
  paperFile?: { id: string; name: string } | null
  annexes?: ({ id: string; name: string } | null)[]
  partnerIds?: string[]
  pledged?: boolean
}

/** The scheme of a team while bids are taken: saved while it is written, handed in when it is whole. */
export function SchemeForm({ bid: b }: { bid: Bid }) {
  const t = useT(texts)
  const terms = useTerms()
  const [form] = Form.useForm<Values>()
  const [saved, setSaved] = useState(false)
  const sealed = b.challenge.choosing === 'reviewed'
  const handed = b.state === 'submitted'
  const named = (id: string | undefined, name: string) => (id ? { id, name } : null)
  const shown = (s: Scheme): Values => ({
    ...s,
    answers: b.challenge.indicators.map((_, i) => s.answers?.[i] ?? { promise: '', evidence: '' }),
    members: (s.team ?? []).map((m) => [m.name, m.title, m.task].filter(Boolean).join(' ')).join('\n'),
    intentFile: named(s.intent, t('intent')),
    paperFile: named(s.paper, t('paper')),
    annexes: Array.from({ length: Math.min((s.files?.length ?? 0) + 1, mostFiles) }, (_, i) => named(s.files?.[i], t('annex', { n: i + 1 }))),
    partnerIds: (s.partners ?? []).flatMap((p) => (p.id ? [p.id] : [])),
  })
  const scheme = (v: Values): Scheme => ({
    answers: v.answers,
    plan: v.plan,
    ip: v.ip,
    stages: v.stages,
    payments: v.payments,
    ownFen: v.ownFen ?? 0,
    publicFen: v.publicFen ?? 0,
    intent: v.intentFile?.id,
    paper: v.paperFile?.id,
    partners: (v.partnerIds ?? []).map((id) => ({ id, name: id })),
    files: sealed ? (v.annexes ?? []).flatMap((f) => (f ? [f.id] : [])) : b.scheme.files,
    team: (v.members ?? '').split('\n').flatMap((line) => {
      const [name = '', title = '', ...task] = line.trim().split(/\s+/)
      return name ? [{ name, title, task: task.join(' ') }] : []
    }),
  })
  const record = useRecordForm<Values, Bid>({
    form,
    start: { value: shown(b.scheme), rev: b.rev },
    load: () => readBid(b.id).then((x) => ({ value: shown(x.scheme), rev: x.rev })),
    save: (v, rev) => putBid(b.id, rev, scheme(v)),
    saved: (x) => ({ value: shown(x.scheme), rev: x.rev }),
    changes: ['bids'],
    slot: `bid-${b.id}`,
    done: () => setSaved(true),
  })
  const submit = useSend(form, takeStep('bids', b.id, b.rev))
  const hand = () => {
    const v = form.getFieldsValue(true) as Values
    submit.send({ step: 'submit', body: { scheme: scheme(v), pledged: v.pledged ?? false } })
  }
  const asked = (i: number) => {
    const x = b.challenge.indicators[i]
    return x ? [terms.name('challengeOperators', x.op), x.value, x.unit].filter(Boolean).join(' ') : ''
  }
  return (
    <Panel title={t('title')}>
      {sealed ? <Notice type="info" lines={[t('sealed')]} /> : <p className="muted">{t('how')}</p>}
      <Stale record={record} />
      <Notice lines={[...record.lines, ...submit.lines]} />
      <Form form={form} layout="vertical" requiredMark={false} initialValues={shown(b.scheme)} onValuesChange={() => setSaved(false)} onFinish={(v) => record.save(v)}>
        {b.challenge.indicators.map((x, i) => (
          <fieldset key={i} style={{ border: 0, padding: 0, margin: 0 }}>
            <legend>
              <b>{x.metric}</b> <span className="muted">{t('asked', { v: asked(i) })}</span>
            </legend>
            <div className="form-grid">
              <Form.Item name={['answers', i, 'promise']} label={t('promise')}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name={['answers', i, 'evidence']} label={t('evidence')}>
                <Input maxLength={500} />
              </Form.Item>
            </div>
          </fieldset>
        ))}
        <div className="form-grid">
          <Form.Item name="plan" label={t('plan')} className="full">
            <Input.TextArea autoSize={{ minRows: 4 }} maxLength={20000} />
          </Form.Item>
          <Form.Item name="ownFen" label={t('own')} rules={[moneyRule(t('amount'))]}>
            <MoneyInput />
          </Form.Item>
          {b.challenge.publicFen > 0 && (
            <Form.Item name="publicFen" label={t('public')} rules={[moneyRule(t('amount'))]}>
              <MoneyInput />
            </Form.Item>
          )}
          <Form.Item name="ip" label={t('ip')} className="full">
            <Input maxLength={500} />
          </Form.Item>
          <Form.Item name="members" label={t('members')} className="full">
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={5000} />
          </Form.Item>
          <Form.Item name="partnerIds" label={t('partners')} className="full">
            <OrgList />
          </Form.Item>
        </div>
        <h3>{t('stages')}</h3>
        <StageFields />
        <h3>{t('payments')}</h3>
        <PaymentFields name={['payments']} withPublic={b.challenge.publicFen > 0} />
        {b.challenge.choosing === 'negotiated' && (
          <Form.Item name="intentFile" label={t('intent')}>
            <FileField label={t('intent')} />
          </Form.Item>
        )}
        {b.enteredBy && (
          <Form.Item name="paperFile" label={t('paper')}>
            <FileField label={t('paper')} sealedFor={sealed ? b.id : undefined} />
          </Form.Item>
        )}
        {sealed && (
          <Form.List name="annexes">
            {(fields, { add }) =>
              fields.map((f, i) => (
                <Form.Item key={f.key} name={f.name} label={t('annex', { n: i + 1 })} getValueFromEvent={(file: unknown) => {
                  if (file && i === fields.length - 1 && fields.length < mostFiles) add(null)
                  return file
                }}>
                  <FileField label={t('annex', { n: i + 1 })} sealedFor={b.id} />
                </Form.Item>
              ))
            }
          </Form.List>
        )}
        <p className="prewrap">{terms.pledge()}</p>
        <Form.Item name="pledged" valuePropName="checked">
          <Checkbox>{t('pledge')}</Checkbox>
        </Form.Item>
        <div className="row">
          {!handed && (
            <Button htmlType="submit" loading={record.busy}>
              {t('save')}
            </Button>
          )}
          <Button type="primary" data-step="submit" loading={submit.busy} onClick={hand}>
            {t(handed ? 'replace' : 'submit')}
          </Button>
          <span role="status" className="good-text">
            {saved && t('saved')}
          </span>
        </div>
      </Form>
    </Panel>
  )
}
