import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { listingHits, type Kind } from '@/lib/api/listings'
import { useSend } from '@/lib/form/use-send'
import { messages, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { openDeal } from './api'

const texts = messages({
  pair: ['自选一对引荐', 'Introduce a pair of your choice'],
  demand: ['技术需求', 'Demand'],
  achievement: ['科技成果', 'Achievement'],
  find: ['按编号或名称查找', 'Find by number or title'],
  note: ['给双方的话', 'A line to both sides'],
  needed: ['请选择。', 'Please choose.'],
  ok: ['发起引荐', 'Introduce'],
  cancel: ['取消', 'Cancel'],
  none: ['没有找到可对接的', 'Nothing found that takes a deal'],
})

/** A broker introduces any open pair, also one that the machine did not list. */
export function PairButton() {
  const t = useT(texts)
  const go = useNavigate()
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<{ demand: string; achievement: string; note?: string }>()
  const { send, busy, lines } = useSend(form, openDeal(), (d) => void go(`/deals/${d.id}`))
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('pair')}</Button>
      <Modal open={open} title={t('pair')} okText={t('ok')} cancelText={t('cancel')} confirmLoading={busy} onCancel={() => setOpen(false)} onOk={() => form.submit()} destroyOnHidden>
        <Notice lines={lines} />
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => send({ match: '', ...v, note: v.note ?? '' })}>
          {(['demand', 'achievement'] as const).map((kind) => (
            <Form.Item key={kind} name={kind} label={t(kind)} rules={[{ required: true, message: t('needed') }]}>
              <ListingPick kind={kind} />
            </Form.Item>
          ))}
          <Form.Item name="note" label={t('note')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}

function ListingPick({ kind, id, value, onChange }: { kind: Kind; id?: string; value?: string; onChange?: (v: string) => void }) {
  const t = useT(texts)
  const [q, setQ] = useState('')
  const { data, isFetching } = useQuery(listingHits(kind, q))
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      showSearch={{ filterOption: false, onSearch: setQ }}
      loading={isFetching}
      placeholder={t('find')}
      notFoundContent={t('none')}
      options={(data?.items ?? []).map((l) => ({ value: l.id, label: `${l.serial} ${l.content.title}` }))}
    />
  )
}
