import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Select } from 'antd'
import { Link } from 'react-router'
import type { StoredFile } from '@/lib/api/files'
import { useSend } from '@/lib/form/use-send'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useRole } from '@/lib/session'
import { useOptions, word } from '@/lib/vocabulary'
import { DateField } from '@/ui/date-field'
import { Facts } from '@/ui/facts'
import { FileField } from '@/ui/file-field'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { StepButtons } from '@/ui/step-buttons'
import { StepDialog } from '@/ui/step-dialog'
import { Loaded } from '@/ui/state-view'
import { ToneTag } from '@/ui/state-tag'
import '@/ui/form.css'
import { myObjections, noticeObjections, object, type Objection, type PublicNotice } from './api'

const texts = messages({
  title: ['异议', 'Objections'],
  mine: ['我提出的异议', 'My objections'],
  object: ['提出异议', 'Object'],
  record: ['登记来信、电话、来访的异议', 'Record an objection by letter, call or visit'],
  how: ['请写明事实和依据。内容和联系方式只给经办人看，结果会答复您。也可以来信、来电或当面提出。', 'State facts and grounds. Only the officer reads it, and you get an answer. Letter, call and visit are as good.'],
  signIn: ['登录后可在页面提出；也可以来信、来电或当面提出。', 'Sign in to object here; letter, call and visit are as good.'],
  signInLink: ['登录', 'Sign in'],
  closed: ['现在不接受异议。', 'No objections are taken now.'],
  name: ['姓名或单位', 'Name or unit'],
  contact: ['联系方式', 'Contact'],
  text: ['异议内容和依据', 'Objection and grounds'],
  file: ['证据', 'Evidence'],
  channel: ['方式', 'How it came'],
  received: ['收到之日', 'Day it came'],
  send: ['提交', 'Send'],
  sent: ['已提交，经办人会处理并答复。', 'Sent; the officer will handle and answer it.'],
  none: ['没有异议。', 'No objections.'],
  outcome: ['核查结论', 'Finding'],
  answer: ['答复', 'Answer'],
  needed: ['请填写。', 'Please fill this in.'],
})

interface Values {
  name: string
  contact: string
  text: string
  channel?: 'page' | 'letter' | 'phone' | 'visit'
  received?: string
  evidence?: StoredFile | null
}

function ObjectForm({ notice: n, office }: { notice: PublicNotice; office?: boolean }) {
  const t = useT(texts)
  const options = useOptions()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const { send, busy, lines } = useSend(form, object(n.id), () => {
    message.success(t('sent'))
    form.resetFields()
  })
  const rule = [{ required: true, whitespace: true, message: t('needed') }]
  return (
    <>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ evidence, ...v }) => send({ ...v, files: evidence ? [evidence.id] : [] })}>
        <div className="form-grid">
          {office && (
            <>
              <Form.Item name="channel" label={t('channel')} rules={[{ required: true, message: t('needed') }]}>
                <Select options={options('objectionChannels').filter((o) => o.value !== 'page')} />
              </Form.Item>
              <Form.Item name="received" label={t('received')} rules={[{ required: true, message: t('needed') }]}>
                <DateField />
              </Form.Item>
            </>
          )}
          <Form.Item name="name" label={t('name')} rules={rule}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="contact" label={t('contact')} rules={rule}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="text" label={t('text')} rules={rule} className="full">
            <Input.TextArea autoSize={{ minRows: 3 }} maxLength={20000} />
          </Form.Item>
          <Form.Item name="evidence" label={t('file')} className="full">
            <FileField label={t('file')} />
          </Form.Item>
        </div>
        <Button htmlType="submit" loading={busy}>
          {t('send')}
        </Button>
      </Form>
    </>
  )
}

/** What everybody may do about a notice, and what came of one's own objections. */
export function ObjectPanel({ notice: n }: { notice: PublicNotice }) {
  const t = useT(texts)
  const role = useRole()
  const mine = useQuery({ ...myObjections, enabled: role !== null })
  const own = (mine.data?.items ?? []).filter((o) => o.notice === n.id)
  return (
    <>
      {own.length > 0 && (
        <Panel title={t('mine')}>
          {own.map((o) => (
            <ObjectionView key={o.id} objection={o} />
          ))}
        </Panel>
      )}
      <Panel title={t('object')}>
        {!n.takes ? (
          <p className="muted">{t('closed')}</p>
        ) : role === null ? (
          <p>
            {t('signIn')} <Link to={`/signin?next=${encodeURIComponent(`/notices/${n.id}`)}`}>{t('signInLink')}</Link>
          </p>
        ) : (
          <>
            <p className="muted">{t('how')}</p>
            <ObjectForm notice={n} />
          </>
        )}
      </Panel>
    </>
  )
}

/** The objections to a notice, for the office: to handle, and to record those that came on paper. */
export function ObjectionsPanel({ notice: n }: { notice: PublicNotice }) {
  const t = useT(texts)
  const query = useQuery(noticeObjections(n.id))
  return (
    <>
      <Panel title={t('title')}>
        <Loaded query={query} rows={2}>
          {({ items }) => (items.length === 0 ? <p className="muted">{t('none')}</p> : items.map((o) => <ObjectionView key={o.id} objection={o} />))}
        </Loaded>
      </Panel>
      {(n.state === 'posted' || n.state === 'paused') && (
        <Panel title={t('record')}>
          <ObjectForm notice={n} office />
        </Panel>
      )}
    </>
  )
}

function ObjectionView({ objection: o }: { objection: Objection }) {
  const t = useT(texts)
  const say = useSay()
  const options = useOptions()
  const rule = [{ required: true, message: t('needed') }]
  return (
    <article className="gap-below">
      <div className="row between">
        <span className="row">
          <ToneTag tone={o.state === 'received' || o.state === 'accepted' ? 'wait' : 'neutral'}>{say(word('objectionStates', o.state))}</ToneTag>
          <b>{o.name}</b>
          <span className="muted">{[o.contact, say(word('objectionChannels', o.channel)), o.received].join(' · ')}</span>
        </span>
        <span className="row">
          <StepButtons of="objections" id={o.id} rev={o.rev} steps={o.steps} primary={['accept']} skip={['answer']} />
          {o.steps.some((s) => s.step === 'answer') && (
            <StepDialog<{ outcome: string; answer: string }> of="objections" id={o.id} rev={o.rev} step="answer" label={say(word('objectionSteps', 'answer'))} primary body={(v) => v}>
              <Form.Item name="outcome" label={t('outcome')} rules={rule}>
                <Select options={options('objectionOutcomes')} />
              </Form.Item>
              <Form.Item name="answer" label={t('answer')} rules={rule}>
                <Input.TextArea autoSize={{ minRows: 3 }} maxLength={20000} />
              </Form.Item>
            </StepDialog>
          )}
        </span>
      </div>
      <p className="prewrap">{o.text}</p>
      <Facts rows={[[t('outcome'), o.outcome && say(word('objectionOutcomes', o.outcome))], [t('answer'), o.answer && <span className="prewrap">{o.answer}</span>]]} />
    </article>
  )
}
