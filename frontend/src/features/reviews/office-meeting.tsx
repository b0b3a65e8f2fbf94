import { App, Button, Checkbox, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { storedFile, type StoredFile } from '@/lib/api/files'
import { useDownload } from '@/lib/download'
import { useRecordForm } from '@/lib/form/use-record-form'
import { messages, useT } from '@/lib/i18n/language'
import { DateField } from '@/ui/date-field'
import { Facts } from '@/ui/facts'
import { FileField } from '@/ui/file-field'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { Stale } from '@/ui/stale'
import { fileAs, putMeeting, readReview, type Meeting, type Review } from './api'
import '@/ui/form.css'

const texts = messages({
  title: ['会评', 'Meeting'],
  how: ['会前填写时间、地点和答辩顺序；会后填写专家组意见，选择组长，上传组长签字的意见。可以分次保存。', 'Before: day, place, order of the hearings. After: the opinion of the panel, its chair, and the opinion signed by the chair. It may be saved in parts.'],
  later: ['开始评审后才能安排答辩顺序。', 'The order of the hearings follows the start of the review.'],
  on: ['日期', 'Day'],
  time: ['时间', 'Time'],
  place: ['地点', 'Place'],
  agenda: ['议程', 'Agenda'],
  order: ['答辩顺序（按选择的先后）', 'Order of the hearings (as chosen)'],
  asked: ['会议开始时已询问专家有无回避情形', 'The question about relations was asked at the start'],
  opinion: ['专家组意见', 'Opinion of the panel'],
  chair: ['组长', 'Chair'],
  scan: ['组长签字的意见', 'Opinion signed by the chair'],
  yes: ['已询问', 'asked'],
  save: ['保存会评信息', 'Save the meeting'],
  saved: ['会评信息已保存', 'Meeting saved'],
})

interface Values extends Omit<Meeting, 'scan'> {
  file?: StoredFile | null
}

const valuesOf = (m: Meeting | undefined, name: string): Values => {
  const { scan, ...rest } = m ?? {}
  return { ...rest, order: m?.order ?? [], file: fileAs(scan, name) }
}

const body = ({ file, ...v }: Values): Meeting => ({
  on: v.on, time: v.time ?? '', place: v.place ?? '', agenda: v.agenda ?? '', order: v.order ?? [], asked: v.asked ?? false, opinion: v.opinion ?? '', chair: v.chair ?? '', scan: file?.id ?? '',
})

/** The meeting of the experts: written while the review goes on, read afterwards. */
export function MeetingPanel({ review: r }: { review: Review }) {
  return r.state === 'preparing' || r.state === 'scoring' ? <MeetingForm review={r} /> : <MeetingFacts review={r} />
}

function MeetingForm({ review: r }: { review: Review }) {
  const t = useT(texts)
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const version = (x: Review) => ({ value: valuesOf(x.meeting, t('scan')), rev: x.rev })
  const [start] = useState(() => version(r)) // what the form was opened on; the page reads it anew meanwhile
  const record = useRecordForm<Values, Review>({
    form,
    start,
    load: () => readReview(r.id).then(version),
    save: (v, rev) => putMeeting(r.id, rev, body(v)),
    saved: version,
    changes: ['reviews'],
    place: (p) => (p[0] === 'scan' ? ['file'] : p),
    done: () => message.success(t('saved')),
  })
  const teams = r.teams.map((x) => ({ value: x.bid, label: `${x.name} ${x.serial}` }))
  const chairs = r.seats.filter((s) => s.state === 'accepted' || s.state === 'typed' || s.state === 'submitted').map((s) => ({ value: s.id, label: s.name }))
  return (
    <Panel title={t('title')}>
      <p className="muted">{t('how')}</p>
      <Stale record={record} word={(path, v) => (path === 'order' ? teams : path === 'chair' ? chairs : []).find((o) => o.value === v)?.label} />
      <Notice lines={record.lines} />
      <Form form={form} layout="vertical" requiredMark={false} initialValues={start.value} onFinish={(v) => record.save(v)}>
        <div className="form-grid">
          <Form.Item name="on" label={t('on')}>
            <DateField />
          </Form.Item>
          <Form.Item name="time" label={t('time')}>
            <Input maxLength={50} placeholder="09:00" />
          </Form.Item>
          <Form.Item name="place" label={t('place')} className="full">
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="agenda" label={t('agenda')} className="full">
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={5000} />
          </Form.Item>
          <Form.Item name="order" label={t('order')} className="full" extra={teams.length === 0 ? t('later') : undefined}>
            <Select mode="multiple" options={teams} disabled={teams.length === 0} showSearch={{ optionFilterProp: 'label' }} />
          </Form.Item>
          <Form.Item name="asked" valuePropName="checked" className="full">
            <Checkbox>{t('asked')}</Checkbox>
          </Form.Item>
          <Form.Item name="opinion" label={t('opinion')} className="full">
            <Input.TextArea autoSize={{ minRows: 3 }} maxLength={20000} />
          </Form.Item>
          <Form.Item name="chair" label={t('chair')}>
            <Select allowClear options={chairs} />
          </Form.Item>
          <Form.Item name="file" label={t('scan')}>
            <FileField label={t('scan')} />
          </Form.Item>
        </div>
        <Button htmlType="submit" loading={record.busy}>
          {t('save')}
        </Button>
      </Form>
    </Panel>
  )
}

function MeetingFacts({ review: r }: { review: Review }) {
  const t = useT(texts)
  const download = useDownload()
  const { message } = App.useApp()
  const m = r.meeting
  const scan = m?.scan
  if (!m) return null
  return (
    <Panel title={t('title')}>
      <Facts
        rows={[
          [t('on'), [m.on, m.time].filter(Boolean).join(' ')],
          [t('place'), m.place],
          [t('agenda'), m.agenda && <span className="prewrap">{m.agenda}</span>],
          [t('order'), (m.order ?? []).map((b) => r.teams.find((x) => x.bid === b)?.name ?? '').join(' → ')],
          [t('asked'), m.asked && t('yes')],
          [t('chair'), r.seats.find((s) => s.id === m.chair)?.name],
          [t('opinion'), m.opinion && <span className="prewrap">{m.opinion}</span>],
          [
            t('scan'),
            scan && (
              <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => void download(storedFile(scan)).catch((e: Error) => message.error(e.message, 6))}>
                {t('scan')}
              </Button>
            ),
          ],
        ]}
      />
    </Panel>
  )
}
