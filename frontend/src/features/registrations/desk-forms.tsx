import { Button, Form, Input, Select } from 'antd'
import type { Contract } from '@/lib/api/contracts'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useReference } from '@/lib/reference'
import { word } from '@/lib/vocabulary'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { useRules } from './due-tag'
import type { Conclusions } from './use-conclusions'
import { useStep } from './use-step'

const texts = messages({
  counter: ['窗口收件', 'Receive at the counter'],
  counterText: ['申请方没有平台账号、拿纸质合同到窗口时用。先要录入盖章合同的扫描件。', 'For an applicant without an account who brings the paper; its scan must have been entered.'],
  applicant: ['送件人姓名', 'Handed in by'],
  applicantNeeded: ['请填写送件人姓名。', 'Please give the name.'],
  accept: ['受理', 'Accept'],
  acceptText: ['受理后给出平台受理号（不是登记编号），开始计时；补正期间计时暂停。', 'Acceptance gives a platform number (not the registration number) and starts the clock; it stops during correction.'],
  rules: ['适用的认定规则', 'Rule set'],
  byDay: ['按受理当天的规则', 'As in force today'],
  refuse: ['不予登记', 'Refuse'],
  refuseText: ['须选择情形并写明理由，申请方会看到，并可申请重新认定。', 'Choose the head and give the reason; the applicant reads it and may object.'],
  head: ['不予登记的情形', 'Head of refusal'],
  headNeeded: ['请选择不予登记的情形。', 'Please choose the head of refusal.'],
  reason: ['理由', 'Reason'],
  reasonNeeded: ['请写明理由。', 'Please give the reason.'],
})

export function CounterForm({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const [form] = Form.useForm<{ applicant: string }>()
  const { take, busy, lines } = useStep(c, 'counter', form)
  return (
    <Panel title={t('counter')}>
      <p className="muted">{t('counterText')}</p>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => take(v)} style={{ maxWidth: 420 }}>
        <Form.Item name="applicant" label={t('applicant')} rules={[{ required: true, whitespace: true, message: t('applicantNeeded') }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy} data-step="counter">
          {t('counter')}
        </Button>
      </Form>
    </Panel>
  )
}

export function AcceptForm({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const [form] = Form.useForm<{ rules: string }>()
  const { take, busy, lines } = useStep(c, 'accept', form)
  const say = useSay()
  const { data } = useReference()
  const sets = data?.ruleSets ?? []
  const kept = c.registration?.rules
  return (
    <Panel title={t('accept')}>
      <p className="muted">{t('acceptText')}</p>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" initialValues={{ rules: kept ?? '' }} onFinish={(v) => take(v)} style={{ maxWidth: 520 }}>
        <Form.Item name="rules" label={t('rules')}>
          <Select disabled={Boolean(kept)} options={[{ value: '', label: t('byDay') }, ...sets.map((s) => ({ value: s.id, label: say([s.name, s.english]) }))]} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy} data-step="accept">
          {t('accept')}
        </Button>
      </Form>
    </Panel>
  )
}

/** The grounds of refusal in the order of the rule set, each under its head. */
function useGrounds(rules?: string): { value: string; label: string }[] {
  const say = useSay()
  const heads = useRules()(rules)?.heads ?? []
  return heads.flatMap((h) =>
    h.grounds.map((g) => ({ value: g, label: h.grounds.length === 1 || g === 'other' ? say([h.text, h.english]) : [say([h.text, h.english]), say(word('refusalGrounds', g))].join(say(['：', ': '])) })),
  )
}

export function RefuseForm({ contract: c, conclusions: k }: { contract: Contract; conclusions: Conclusions }) {
  const t = useT(texts)
  const [form] = Form.useForm<{ head: string; reason: string }>()
  const { take, busy, lines } = useStep(c, 'refuse', form, (p) => (p[0] === 'findings' ? null : p))
  const grounds = useGrounds(c.registration?.rules)
  const findings = Object.values(k.answers).filter((a) => a !== undefined)
  return (
    <Panel title={t('refuse')}>
      <p className="muted">{t('refuseText')}</p>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => take({ ...v, findings })}>
        <Form.Item name="head" label={t('head')} rules={[{ required: true, message: t('headNeeded') }]}>
          <Select options={grounds} />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('reasonNeeded') }]}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={1000} />
        </Form.Item>
        <Button danger htmlType="submit" loading={busy} data-step="refuse">
          {t('refuse')}
        </Button>
      </Form>
    </Panel>
  )
}
