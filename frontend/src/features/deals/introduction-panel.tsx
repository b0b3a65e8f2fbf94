import { useMutation } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, InputNumber, Modal, Radio } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useSend } from '@/lib/form/use-send'
import { money, timeOf } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { DateField } from '@/ui/date-field'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { answerFee, proposeFee, saySince, type Acquaintance, type Deal, type Fee } from './api'

const texts = messages({
  ask: ['对方是首次得知，还是此前已有联系？', 'Do you hear of the other side for the first time, or were you in touch before?'],
  askHelp: ['只回答一次，永久保存，双方、技术经理人和主管部门都能看到。回答后才能同意对接。', 'Answered once and kept for ever; both sides, the broker and the bureau see it. It comes before a consent.'],
  first: ['首次得知', 'First heard of'],
  known: ['此前已有联系', 'In touch before'],
  since: ['何时起', 'Since'],
  words: ['说明', 'In words'],
  save: ['提交', 'Submit'],
  title: ['居间记录', 'Introduction'],
  demand: ['需求方', 'Demand side'],
  achievement: ['成果方', 'Achievement side'],
  notSaid: ['尚未说明', 'Not said yet'],
  fees: ['中介条款', 'Brokerage terms'],
  noFee: ['没有提出中介条款，同意对接不等于接受报酬。', 'No brokerage terms; a consent accepts no fee.'],
  version: ['第 {n} 版 · {at} · {by}', 'Version {n} · {at} · {by}'],
  period: ['有效期 {n} 个月 · 同一事项：{scope}', '{n} months · same matter: {scope}'],
  sDemand: ['同一需求', 'the demand'],
  sAchievement: ['同一成果', 'the achievement'],
  sIndustry: ['同一行业', 'the industry'],
  yes: ['{side}：{name} 于 {at} 接受', '{side}: accepted by {name}, {at}'],
  no: ['{side}：{name} 于 {at} 不接受', '{side}: declined by {name}, {at}'],
  open: ['{side}：未答复', '{side}: no answer'],
  accept: ['接受这一版', 'Accept this version'],
  refuse: ['不接受', 'Decline'],
  propose: ['提出中介条款', 'Propose brokerage terms'],
  feeWords: ['报酬：由谁支付、多少、何时支付', 'Fee: who pays, how much, when'],
  months: ['有效期（月）', 'Period (months)'],
  scope: ['哪些算同一事项', 'What counts as the same matter'],
  cancel: ['取消', 'Cancel'],
  earlier: ['这对供需此前的引荐', 'Earlier introductions of this pair'],
})

/** What an introduction keeps: who knew whom, the brokerage terms with who accepted them, and earlier introductions. */
export function IntroductionPanel({ deal: d }: { deal: Deal }) {
  const t = useT(texts)
  const lang = useLanguage()
  if (!d.broker && !d.introductions?.length) return null
  return (
    <Panel title={t('title')}>
      {d.broker && (
        <>
          {(['demand', 'achievement'] as const).map((s) => (
            <p key={s} style={{ margin: '0 0 6px' }}>
              <b>{t(s)}</b> <Said of={s === 'demand' ? d.demandKnew : d.achievementKnew} />
            </p>
          ))}
          <Fees deal={d} />
        </>
      )}
      {d.introductions && d.introductions.length > 0 && (
        <>
          <h3 className="sub-title">{t('earlier')}</h3>
          <ul className="plain-list" style={{ gap: 4 }}>
            {d.introductions.map((i) => (
              <li key={i.deal}>
                {[i.name, i.orgName].filter(Boolean).join(' · ')} <span className="muted">{timeOf(i.at, lang)}</span> <Link to={`/deals/${i.deal}`}>{i.serial}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}

function Said({ of: k }: { of?: Acquaintance }) {
  const t = useT(texts)
  const lang = useLanguage()
  if (!k) return <span className="muted">{t('notSaid')}</span>
  return (
    <>
      {k.first ? t('first') : [t('known'), k.since, k.words].filter(Boolean).join(' · ')} <span className="muted">{[k.name, timeOf(k.at, lang)].filter(Boolean).join(' ')}</span>
    </>
  )
}

/** The question that each side answers once, when it first sees an introduction. */
export function AcquaintanceQuestion({ deal: d }: { deal: Deal }) {
  const t = useT(texts)
  const [form] = Form.useForm<{ first: boolean; since?: string; words?: string }>()
  const first = Form.useWatch('first', form)
  const { send, busy, lines } = useSend(form, saySince(d.id))
  if (!d.acts.includes('acquaint')) return null
  return (
    <Panel title={t('ask')}>
      <p className="muted">{t('askHelp')}</p>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => send(v)} data-testid="acquaintance">
        <Form.Item name="first" rules={[{ required: true, message: t('ask') }]}>
          <Radio.Group
            aria-label={t('ask')}
            options={[
              { value: true, label: t('first') },
              { value: false, label: t('known') },
            ]}
          />
        </Form.Item>
        {first === false && (
          <div className="form-grid">
            <Form.Item name="since" label={t('since')}>
              <DateField max={new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })} />
            </Form.Item>
            <Form.Item name="words" label={t('words')}>
              <Input maxLength={500} />
            </Form.Item>
          </div>
        )}
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('save')}
        </Button>
      </Form>
    </Panel>
  )
}

function Fees({ deal: d }: { deal: Deal }) {
  const t = useT(texts)
  const lang = useLanguage()
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const answer = useMutation({ ...answerFee(d.id), onError: (e) => message.error(e.message, 6) })
  const fees = [...(d.fees ?? [])].reverse()
  const side = d.stand === 'demand' || d.stand === 'achievement' ? d.stand : null
  const scope = (f: Fee) => (f.scope ?? []).map((s) => t(s === 'demand' ? 'sDemand' : s === 'achievement' ? 'sAchievement' : 'sIndustry')).join('、')
  return (
    <>
      <h3 className="sub-title">{t('fees')}</h3>
      {fees.length === 0 && <p className="muted">{t('noFee')}</p>}
      {fees.map((f, i) => (
        <div className="gap-below" key={f.version}>
          <div className="muted">{t('version', { n: f.version, at: timeOf(f.at, lang), by: f.by })}</div>
          <div className="prewrap">{f.words}</div>
          {f.amountFen != null && <div className="num">{money(f.amountFen, lang)}</div>}
          <div>{t('period', { n: f.months, scope: scope(f) })}</div>
          {(['demand', 'achievement'] as const).map((s) => {
            const a = f[s]
            return <div key={s}>{t(!a ? 'open' : a.yes ? 'yes' : 'no', { side: t(s), name: a?.name ?? '', at: a ? timeOf(a.at, lang) : '' })}</div>
          })}
          {i === 0 && side && d.acts.includes('answer-fee') && (
            <div className="row">
              <Button size="small" type="primary" loading={answer.isPending} onClick={() => answer.mutate({ version: f.version, accept: true })}>
                {t('accept')}
              </Button>
              {!f[side] && (
                <Button size="small" onClick={() => answer.mutate({ version: f.version, accept: false })}>
                  {t('refuse')}
                </Button>
              )}
            </div>
          )}
        </div>
      ))}
      {d.acts.includes('propose-fee') && <Button onClick={() => setOpen(true)}>{t('propose')}</Button>}
      {open && <FeeDialog deal={d} close={() => setOpen(false)} />}
    </>
  )
}

function FeeDialog({ deal: d, close }: { deal: Deal; close: () => void }) {
  const t = useT(texts)
  const [form] = Form.useForm<{ words: string; months: number; scope: string[] }>()
  const { send, busy, lines } = useSend(form, proposeFee(d.id), close)
  return (
    <Modal open title={t('propose')} okText={t('propose')} cancelText={t('cancel')} confirmLoading={busy} onCancel={close} onOk={() => form.submit()}>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ months: 12, scope: ['demand', 'achievement'] }} onFinish={(v) => send(v)}>
        <Form.Item name="words" label={t('feeWords')} rules={[{ required: true, whitespace: true, message: t('feeWords') }]}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={1000} />
        </Form.Item>
        <Form.Item name="months" label={t('months')}>
          <InputNumber min={1} max={60} />
        </Form.Item>
        <Form.Item name="scope" label={t('scope')} rules={[{ required: true, message: t('scope') }]}>
          <Checkbox.Group
            options={[
              { value: 'demand', label: t('sDemand') },
              { value: 'achievement', label: t('sAchievement') },
              { value: 'industry', label: t('sIndustry') },
            ]}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
