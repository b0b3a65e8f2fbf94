import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form } from 'antd'
import { useState } from 'react'
import { useSend } from '@/lib/form/use-send'
import { daysUntil, timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Facts } from '@/ui/facts'
import { Notice } from '@/ui/notice'
import { Page, Panel } from '@/ui/page'
import { points } from '@/ui/points-input'
import { ToneTag } from '@/ui/state-tag'
import { takeOwnStep, type Desk, type Door } from './api'
import { MaterialPanel } from './material'
import { OwnMarks } from './own-marks'
import { ReasonButton } from './reason-button'
import { ScoreForm } from './score-form'
import { seatTone } from './states'

const texts = messages({
  title: ['专家评审', 'Review'],
  asker: ['发榜方', 'Asker'],
  you: ['评审专家', 'Expert'],
  due: ['评分截止', 'Scores until'],
  until: ['{day} 24:00（还有 {n} 天）', '24:00 of {day} ({n} days left)'],
  today: ['今天 24:00', '24:00 today'],
  past: ['{day} 24:00（已过）', '24:00 of {day} (past)'],
  progress: ['进度', 'Progress'],
  count: ['已评 {done} 份，还有 {left} 份', '{done} done, {left} left'],
  form: ['评审方式', 'Form'],
  rule: ['计分', 'Arithmetic'],
  pass: ['平均分达到 {n} 分才能选定', 'A mean of {n} points is needed to be chosen'],
  ends: ['去掉最高分和最低分', 'the highest and the lowest total do not count'],
  meeting: ['会评', 'Meeting'],
  agenda: ['议程', 'Agenda'],
  teams: ['揭榜方', 'Teams'],
  declare: ['声明与接受', 'Declaration'],
  declareHow: ['请核对发榜方和揭榜方。有声明中任何一项关系的，请选择“申请回避”，不能评审的可以婉拒。', 'Look at asker and teams. With any relation of the declaration withdraw; decline if you cannot take part.'],
  agree: ['我已阅读并作出上述声明', 'I have read the declaration and make it'],
  declared: ['{name}于 {at} 作出无回避情形的声明', '{name} declared at {at} that no relation keeps him out'],
  waits: ['已接受。主管部门开始评审后，可在这里阅读材料和评分。', 'Accepted. Material and score sheets open here when the office starts the review.'],
  in: ['评分已于 {at} 提交，不能再改。谢谢。', 'Your scores were handed in at {at} and stand. Thank you.'],
  others: ['其他专家已提交 {n} 份；评审结束前互相看不到评分。', '{n} other experts have handed in. Scores of others are not shown.'],
  typed: ['您的纸质评分表已由主管部门录入，等待复核。', 'The office typed your paper sheet; a second look follows.'],
  over: ['这次评审已经结束，材料不再开放。', 'The review is over and its material is closed.'],
})

/** The desk of one expert: his declaration, the material, his own scores. It knows nothing of the scores of others. */
export function SeatDesk({ desk: d, door }: { desk: Desk; door: Door }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const { seat, meeting } = d
  const recuse = seat.steps.find((s) => s.step === 'recuse')
  const scoring = d.state === 'scoring'
  return (
    <Page
      title={d.title}
      tab={t('title')}
      sub={
        <span className="row">
          <span>{t('title')}</span>
          <span className="num">{d.serial}</span>
          <ToneTag tone={seatTone[seat.state] ?? 'neutral'}>{say(word('seatStates', seat.state, seat.stateName))}</ToneTag>
        </span>
      }
      actions={seat.state === 'accepted' && recuse && <ReasonButton step={recuse} desk={d} door={door} />}
    >
      {seat.reason && <Notice type="info" lines={[seat.reason]} />}
      {seat.state === 'accepted' && d.state === 'preparing' && <Notice type="info" lines={[t('waits')]} />}
      {seat.state === 'typed' && <Notice type="info" lines={[t('typed')]} />}
      {seat.state === 'submitted' && <Notice type="success" lines={[t('in', { at: timeOf(seat.at, lang) }), ...(d.others === undefined ? [] : [t('others', { n: d.others })])]} />}
      {(d.state === 'done' || d.state === 'stopped') && <Notice type="info" lines={[t('over')]} />}
      <Panel>
        <Facts
          rows={[
            [t('asker'), d.asker],
            [t('you'), [seat.name, seat.title, seat.unit].filter(Boolean).join(' · ')],
            [t('due'), d.due && <Due day={d.due} />],
            [t('progress'), scoring && seat.state === 'accepted' && t('count', { done: seat.done, left: seat.left })],
            [t('form'), d.rules.form && say(word('reviewForms', d.rules.form))],
            [t('rule'), [t('pass', { n: points(d.rules.passMark ?? 0) }), d.rules.dropEnds && t('ends')].filter(Boolean).join(say(['；', '; ']))],
            [t('meeting'), meeting && [meeting.on, meeting.time, meeting.place].filter(Boolean).join(' ')],
            [t('agenda'), meeting?.agenda && <span className="prewrap">{meeting.agenda}</span>],
            [t('declare'), seat.declared && t('declared', { name: seat.declared.name, at: timeOf(seat.declared.at, lang) })],
            [t('teams'), !(scoring && seat.state === 'accepted') && d.teams.length > 0 && d.teams.map((x) => `${x.serial} ${x.name}`).join('；')],
          ]}
        />
      </Panel>
      {seat.state === 'invited' && seat.steps.some((s) => s.step === 'accept') && <Declare desk={d} door={door} />}
      {seat.state === 'accepted' && scoring && <ScoreForm desk={d} door={door} />}
      {(seat.state === 'submitted' || seat.state === 'typed') && (
        <>
          <OwnMarks desk={d} />
          {seat.state === 'submitted' && scoring && d.teams.map((x) => <MaterialPanel key={x.bid} team={x} door={door} />)}
        </>
      )}
    </Page>
  )
}

function Due({ day }: { day: string }) {
  const t = useT(texts)
  const [now] = useState(() => Date.now())
  const left = daysUntil(day, now)
  if (left === 0) return <b>{t('today')}</b>
  return <span>{t(left < 0 ? 'past' : 'until', { day, n: left })}</span>
}

function Declare({ desk: d, door }: { desk: Desk; door: Door }) {
  const t = useT(texts)
  const say = useSay()
  const client = useQueryClient()
  const [form] = Form.useForm<{ declared: boolean }>()
  const { send, busy, lines } = useSend(form, takeOwnStep(door, door.rev(d)), (x) => client.setQueryData(door.key, x))
  const step = (name: string) => d.seat.steps.find((s) => s.step === name)
  const accept = step('accept')
  return (
    <Panel title={t('declare')}>
      <p className="muted">{t('declareHow')}</p>
      <p className="prewrap">{say([d.declaration.name, d.declaration.english])}</p>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" initialValues={{ declared: false }} onFinish={(v) => send({ step: 'accept', body: { declared: v.declared } })}>
        <Form.Item name="declared" valuePropName="checked">
          <Checkbox>{t('agree')}</Checkbox>
        </Form.Item>
        <div className="row">
          <Button type="primary" htmlType="submit" data-step="accept" loading={busy}>
            {accept && say([accept.label, accept.english])}
          </Button>
          {(['recuse', 'decline'] as const).map((name) => {
            const s = step(name)
            return s && <ReasonButton key={name} step={s} desk={d} door={door} />
          })}
        </div>
      </Form>
    </Panel>
  )
}
