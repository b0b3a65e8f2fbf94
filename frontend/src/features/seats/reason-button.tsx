import { useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Step } from '@/lib/api/wire'
import { useSend } from '@/lib/form/use-send'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { takeOwnStep, type Desk, type Door, type OwnStep } from './api'

const texts = messages({
  reason: ['理由（主管部门会看到）', 'Reason (for the office)'],
  final: ['提交后席位由候补专家接替，不能撤回。', 'A substitute takes the seat; this cannot be taken back.'],
  needed: ['请填写。', 'Please fill this in.'],
  cancel: ['取消', 'Cancel'],
})

/** Declining or withdrawing, with the reason. */
export function ReasonButton({ step, desk, door }: { step: Step; desk: Desk; door: Door }) {
  const t = useT(texts)
  const say = useSay()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<{ reason: string }>()
  const { send, busy, lines, clear } = useSend(form, takeOwnStep(door, door.rev(desk)), (x) => {
    setOpen(false)
    client.setQueryData(door.key, x)
  })
  const label = say([step.label, step.english])
  return (
    <>
      <Button
        danger
        data-step={step.step}
        onClick={() => {
          clear()
          form.resetFields()
          setOpen(true)
        }}
      >
        {label}
      </Button>
      <Modal open={open} title={label} okText={label} okButtonProps={{ danger: true }} cancelText={t('cancel')} confirmLoading={busy} onCancel={() => setOpen(false)} onOk={() => form.submit()} destroyOnHidden>
        <p className="muted">{t('final')}</p>
        <Notice lines={lines} />
        <Form form={form} name={step.step} layout="vertical" requiredMark={false} onFinish={({ reason }) => send({ step: step.step as OwnStep, body: { reason } })}>
          <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
