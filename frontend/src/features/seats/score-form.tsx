import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input } from 'antd'
import { useRef, useState } from 'react'
import { useRecordForm } from '@/lib/form/use-record-form'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { noPoints, points, PointsInput } from '@/ui/points-input'
import { Stale } from '@/ui/stale'
import '@/ui/form.css'
import type { Desk, Door, Mark } from './api'
import { Material } from './material'
import { needComment, total } from './total'

const texts = messages({
  sheet: ['评分', 'Scores'],
  criterion: ['{name}（权重 {weight}%，满分 {most} 分）', '{name} (weight {weight}%, at most {most})'],
  range: ['请填 0 到 {most} 分。', '0 to {most} points.'],
  comment: ['评语', 'Comment'],
  commentNeeded: ['评语（最高分、最低分或低于 {pass} 分，须写明）', 'Comment (needed for the highest, the lowest, and below {pass})'],
  total: ['加权总分：{n}', 'Weighted total: {n}'],
  open: ['还有评分没有填写', 'Some scores are missing'],
  auto: ['离开一格即自动保存，只有您自己看得到；提交之后不能再改。', 'Each field is saved when you leave it, for you alone. Once handed in, scores stand.'],
  save: ['保存', 'Save'],
  saving: ['正在保存…', 'Saving…'],
  saved: ['已保存', 'Saved'],
  submit: ['提交评分', 'Hand the scores in'],
  sure: ['提交评分？', 'Hand the scores in?'],
  final: ['提交后不能再改，评审结束时与其他专家的评分一并汇总。', 'They stand from then on, and are summed up with those of the others.'],
  cancel: ['取消', 'Cancel'],
  sent: ['评分已提交', 'Handed in'],
  found: ['本机有 {at} 没有保存成功的评分。', 'This device keeps scores of {at} that were not saved.'],
  restore: ['接着填写', 'Go on with them'],
  drop: ['不要了', 'Discard'],
})

interface Values {
  marks: Mark[]
}

const valuesOf = (d: Desk): Values => ({
  marks: d.teams.map(({ bid }) => {
    const m = d.seat.marks.find((x) => x.bid === bid)
    return { bid, scores: (d.rules.criteria ?? []).map((_, i) => m?.scores?.[i] ?? noPoints), comment: m?.comment ?? '' }
  }),
})

/** The score sheet of an expert: one panel for each bid, saved field by field until it is handed in. */
export function ScoreForm({ desk: d, door }: { desk: Desk; door: Door }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const client = useQueryClient()
  const { message, modal } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [start] = useState(() => ({ value: valuesOf(d), rev: door.rev(d) }))
  const dirty = useRef(false)
  // One save at a time: a second one over the same revision would meet the first as a stranger's.
  const busy = useRef(false)
  const next = useRef<(() => void) | null>(null)
  const [saved, setSaved] = useState(false)
  const typed = (): Values => form.getFieldsValue(true) as Values
  const version = (x: Desk) => ({ value: valuesOf(x), rev: door.rev(x) })
  const record = useRecordForm<Values, Desk>({
    form,
    start,
    load: () => door.read().then(version),
    save: (v, rev) => door.save(rev, v.marks),
    saved: version,
    changes: door.changes,
    slot: `seat-${door.id}`,
    done: (x, on) => {
      client.setQueryData(door.key, x)
      setSaved(!dirty.current)
      if (on) message.success(t('sent'))
      const then = next.current
      busy.current = false
      next.current = null
      if (then) turn(then)
    },
    failed: () => {
      dirty.current = true
      busy.current = false
      next.current = null
    },
    place: (p) => {
      const [list, at, what] = p
      if (list !== 'marks' || typeof at !== 'number') return null
      if (what !== 'scores') return p
      return [...p, Math.max(0, typed().marks[at]?.scores?.indexOf(noPoints) ?? 0)]
    },
  })
  const turn = (send: () => void) => {
    if (busy.current) {
      next.current = send
      return
    }
    busy.current = true
    dirty.current = false
    send()
  }
  const save = () => turn(() => record.save(typed()))
  const submit = () => turn(() => record.save(typed(), (x) => door.step('submit', door.rev(x), { marks: typed().marks })))
  const marks = (Form.useWatch('marks', { form, preserve: true }) as Mark[] | undefined) ?? start.value.marks
  const totals = d.teams.map((_, i) => total(d.rules, marks[i]?.scores))
  const needs = needComment(d.rules, totals)
  const pass = points(d.rules.passMark ?? 0)
  const { old } = record
  /** A mark in one line, where two versions are compared. */
  const line = (m: Mark) => `${d.teams.find((x) => x.bid === m.bid)?.name}: ${[...(m.scores ?? []).map((s) => (s === noPoints ? '—' : points(s))), m.comment].filter(Boolean).join(' ')}`
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={start.value}
      scrollToFirstError
      onValuesChange={() => {
        dirty.current = true
        setSaved(false)
      }}
      onBlur={() => dirty.current && !record.asked && form.getFieldsError().every((f) => f.errors.length === 0) && save()}
      onFinish={save}
    >
      <div className="stack">
        <Stale record={record} label={() => t('sheet')} word={(_, v) => (Array.isArray(v) ? (v as Mark[]).map(line).join(say(['；', '; '])) : undefined)} />
        {old && (
          <Alert
            type="info"
            showIcon
            title={t('found', { at: timeOf(old.at, lang) })}
            action={
              <span className="row">
                <Button size="small" type="primary" onClick={() => void record.restore()}>
                  {t('restore')}
                </Button>
                <Button size="small" onClick={record.discard}>
                  {t('drop')}
                </Button>
              </span>
            }
          />
        )}
        <p className="muted">{t('auto')}</p>
        {d.teams.map((team, i) => (
          <Panel key={team.bid} title={`${team.serial} ${team.name}`}>
            <Material team={team} door={door} />
            <fieldset className="plain-set">
              <legend>{t('sheet')}</legend>
              <div className="form-grid">
                {(d.rules.criteria ?? []).map((c, j) => (
                  <Form.Item
                    key={j}
                    name={['marks', i, 'scores', j]}
                    label={t('criterion', { name: c.name ?? '', weight: c.weight ?? 0, most: points(c.most ?? 0) })}
                    extra={c.text}
                    rules={[{ validator: (_, v: number | undefined) => (v === undefined || v === noPoints || (v >= 0 && v <= (c.most ?? 0)) ? Promise.resolve() : Promise.reject(new Error(t('range', { most: points(c.most ?? 0) })))) }]}
                  >
                    <PointsInput />
                  </Form.Item>
                ))}
                <Form.Item name={['marks', i, 'comment']} label={needs[i] ? t('commentNeeded', { pass }) : t('comment')} className="full">
                  <Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} maxLength={2000} />
                </Form.Item>
              </div>
            </fieldset>
            <b>{totals[i] === null || totals[i] === undefined ? t('open') : t('total', { n: points(totals[i]) })}</b>
          </Panel>
        ))}
        <Notice lines={record.lines} />
        <div className="form-bar">
          <Button htmlType="submit">{t('save')}</Button>
          <Button
            type="primary"
            data-step="submit"
            onClick={() =>
              void form.validateFields().then(
                () => void modal.confirm({ title: t('sure'), content: t('final'), okText: t('submit'), cancelText: t('cancel'), onOk: submit }),
                () => undefined,
              )
            }
          >
            {t('submit')}
          </Button>
          <span role="status" className="good-text">
            {record.busy ? t('saving') : saved && t('saved')}
          </span>
        </div>
      </div>
    </Form>
  )
}
