import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { newKey } from '@/lib/api/client'
import { useSend } from '@/lib/form/use-send'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useMarket } from '@/lib/market'
import { useIs } from '@/lib/session'
import { useListFilters } from '@/lib/url-filters'
import { useOptions, word } from '@/lib/vocabulary'
import { FilterBar } from '@/ui/filter-bar'
import { Notice } from '@/ui/notice'
import { Page } from '@/ui/page'
import { ResourceList, type Column } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { ToneTag } from '@/ui/state-tag'
import { Empty } from '@/ui/state-view'
import '@/ui/form.css'
import { noticeList, postNotice, type PublicNotice } from './api'
import { noticeTone } from './states'

const texts = messages({
  title: ['公示', 'Public notices'],
  sub: ['这里是副本，以张贴处的原件为准；对公示内容有异议的可在公示期内提出', 'Copies: the posted original counts. Objections are taken while a notice stands'],
  new: ['新建公示', 'New notice'],
  state: ['状态', 'State'],
  all: ['全部状态', 'All states'],
  name: ['标题', 'Title'],
  days: ['公示期', 'Days'],
  open: ['待处理异议', 'Open objections'],
  none: ['没有符合条件的公示', 'No notice fits'],
  empty: ['还没有公示', 'No notices yet'],
  text: ['公示内容', 'Text'],
  period: ['公示天数', 'Days of the notice'],
  kind: ['按什么计算', 'Counted in'],
  workdays: ['工作日', 'Workdays'],
  natural: ['自然日', 'Natural days'],
  source: ['公示期限的依据（文件和条款）', 'Source of the period (document and article)'],
  needed: ['请填写。', 'Please fill this in.'],
  save: ['保存', 'Save'],
  cancel: ['取消', 'Cancel'],
})

export default function NoticeListPage() {
  const t = useT(texts)
  const say = useSay()
  const options = useOptions()
  const officer = useIs('officer')
  const market = useMarket()
  const filters = useListFilters('state')
  const [open, setOpen] = useState(false)
  const tag = (n: PublicNotice) => <ToneTag tone={noticeTone[n.state] ?? 'neutral'}>{say(word('noticeStates', n.state))}</ToneTag>
  const days = (n: PublicNotice) => n.posting && <span className="nowrap num">{`${n.posting.first} – ${n.posting.last}`}</span>
  const columns: Column<PublicNotice>[] = [
    { title: t('name'), key: 'name', render: (_, n) => <Link to={`/notices/${n.id}`}>{n.title}</Link> },
    { title: t('days'), key: 'days', render: (_, n) => days(n) },
    { title: t('open'), key: 'open', render: (_, n) => n.open || '', has: (n) => Boolean(n.open) },
    { title: t('state'), key: 'state', render: (_, n) => tag(n) },
  ]
  return (
    <Page
      title={t('title')}
      sub={t('sub')}
      actions={
        officer && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
            {t('new')}
          </Button>
        )
      }
    >
      <FilterBar
        filters={filters}
        fields={[
          {
            name: 'state',
            label: t('state'),
            options: [{ value: '', label: t('all') }, ...options('noticeStates').filter((o) => officer || o.value !== 'draft')],
          },
        ]}
      />
      <ResourceList<PublicNotice>
        caption={t('title')}
        list={noticeList({ ...filters.values, market: market?.id })}
        enabled={market !== undefined}
        rowKey={(n) => n.id}
        columns={columns}
        to={(n) => `/notices/${n.id}`}
        card={(n) => <RowCard title={n.title} tag={tag(n)} meta={[n.serial, days(n)]} />}
        narrowed={{ filters, none: t('none') }}
        empty={<Empty title={t('empty')} />}
      />
      {open && <NewNotice close={() => setOpen(false)} />}
    </Page>
  )
}

interface Values {
  title: string
  text: string
  days: number
  kind: 'workdays' | 'natural'
  source: string
}

function NewNotice({ close }: { close: () => void }) {
  const t = useT(texts)
  const go = useNavigate()
  const [form] = Form.useForm<Values>()
  const [key] = useState(newKey)
  const { send, busy, lines } = useSend(form, postNotice(key), (n) => void go(`/notices/${n.id}`), (p) => (p[0] === 'rule' ? p.slice(1) : p))
  const rule = [{ required: true, message: t('needed') }]
  return (
    <Modal open width={680} title={t('new')} okText={t('save')} cancelText={t('cancel')} confirmLoading={busy} onCancel={close} onOk={() => form.submit()}>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ days: 5, kind: 'workdays' }} onFinish={({ days, kind, source, ...v }) => send({ ...v, rule: { days, kind, source } })}>
        <div className="form-grid">
          <Form.Item name="title" label={t('name')} rules={rule} className="full">
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="text" label={t('text')} rules={rule} className="full">
            <Input.TextArea autoSize={{ minRows: 5 }} maxLength={20000} />
          </Form.Item>
          <Form.Item name="days" label={t('period')} rules={rule}>
            <InputNumber min={1} max={180} precision={0} />
          </Form.Item>
          <Form.Item name="kind" label={t('kind')} rules={rule}>
            <Select options={[{ value: 'workdays', label: t('workdays') }, { value: 'natural', label: t('natural') }]} />
          </Form.Item>
          <Form.Item name="source" label={t('source')} rules={rule} className="full">
            <Input maxLength={200} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}
