import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { ApiError } from '@/lib/api/problem'
import { isStale, useRecordForm } from '@/lib/form/use-record-form'
import { messages, useT } from '@/lib/i18n/language'
import { DateField } from '@/ui/date-field'
import { Notice } from '@/ui/notice'
import { Stale } from '@/ui/stale'
import { calendarQuery, saveNotice, type Notice as Entered, type NoticeBody } from './api'
import { bodyOf, daysOf, valuesOf, type NoticeValues } from './notice-days'

const texts = messages({
  title: ['{n} 年放假安排', 'Public holidays of {n}'],
  hint: [
    '照国务院办公厅的通知逐行填写；两个节日连放时合为一行，名称写作“中秋节、国庆节”。',
    'Copy the notice of the State Council line by line; two festivals in one holiday share a line, named “中秋节、国庆节”.',
  ],
  source: ['发文字号', 'Number of the notice'],
  name: ['节日', 'Festival'],
  first: ['放假第一天', 'First day off'],
  last: ['放假最后一天', 'Last day off'],
  work: ['调休上班日', 'Made-up workdays'],
  workPlace: ['如 2月14日、2月28日；没有就空着', 'such as 2月14日、2月28日; empty if none'],
  workBad: ['请写成 2月14日、2月28日。', 'Please write 2月14日、2月28日.'],
  needed: ['请填写。', 'Please fill in.'],
  add: ['加一行', 'Add a line'],
  remove: ['删去{name}', 'Remove {name}'],
  save: ['保存放假安排', 'Save the holidays'],
  cancel: ['取消', 'Cancel'],
  lines: ['各节日', 'Festivals'],
  saved: ['放假安排已保存，办理期限正在重算', 'Holidays saved; running deadlines are counted anew'],
})

/** Enters the notice of a year, or corrects the one that was entered. */
export function NoticeForm({ year, notice: now, onDone }: { year: number; notice?: Entered; onDone: () => void }) {
  const t = useT(texts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<NoticeValues>()
  const [notice] = useState(now) // what the form was opened on; the page reads it anew meanwhile
  const versionOf = (n?: Entered) => ({ value: bodyOf(valuesOf(n), year), rev: n?.rev ?? 0 })
  const record = useRecordForm({
    form,
    start: versionOf(notice),
    load: () => client.fetchQuery({ ...calendarQuery, staleTime: 0 }).then(({ years }) => versionOf(years.find((y) => y.year === year)?.notice)),
    save: (v: NoticeBody, rev) => saveNotice(year, rev, v),
    changes: ['calendar'],
    done: () => {
      message.success(t('saved'))
      onDone()
    },
    show: valuesOf,
    place: (p) => (p[0] === 'rests' ? (p.length < 3 ? null : p.slice(0, 3)) : p),
    met: (e) => isStale(e) || (e instanceof ApiError && e.problem.code === 'year-entered'), // somebody entered the year meanwhile
  })
  const needed = [{ required: true, whitespace: true, message: t('needed') }]
  const start = valuesOf(notice)
  const days = { min: `${year - 1}-12-20`, max: `${year}-12-31` }
  return (
    <Form className="gap-above" form={form} layout="vertical" requiredMark={false} initialValues={start} onFinish={(v) => record.save(bodyOf(v, year))} aria-label={t('title', { n: year })}>
      <Stale record={record} label={(path) => (path === 'rests' ? t('lines') : undefined)} />
      <h3 className="sub-title">{t('title', { n: year })}</h3>
      <p className="muted">{t('hint')}</p>
      <Form.Item name="source" label={t('source')} rules={needed} style={{ maxWidth: 420 }}>
        <Input maxLength={60} placeholder={`国办发明电〔${year - 1}〕…号`} />
      </Form.Item>
      <Form.List name="rests">
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }) => (
              <div className="notice-row" key={key} data-testid={`rest-${name}`}>
                <Form.Item name={[name, 'name']} label={t('name')} rules={needed}>
                  <Input maxLength={20} />
                </Form.Item>
                <Form.Item name={[name, 'first']} label={t('first')} rules={needed}>
                  <DateField {...days} />
                </Form.Item>
                <Form.Item name={[name, 'last']} label={t('last')} rules={needed}>
                  <DateField {...days} />
                </Form.Item>
                <Form.Item
                  name={[name, 'work']}
                  label={t('work')}
                  rules={[{ validator: (_, v?: string) => (daysOf(v, year) ? Promise.resolve() : Promise.reject(new Error(t('workBad')))) }]}
                >
                  <Input maxLength={80} placeholder={t('workPlace')} />
                </Form.Item>
                <Button type="text" danger icon={<DeleteOutlined />} aria-label={t('remove', { name: start.rests[name]?.name ?? '' })} onClick={() => remove(name)} />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({ name: '', first: '', last: '' })}>
              {t('add')}
            </Button>
          </>
        )}
      </Form.List>
      <div className="gap-above">
        <Notice lines={record.lines} />
      </div>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={record.busy}>
          {t('save')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </Form>
  )
}
