import { App, Button, Form, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { takeStep, type Flowing } from '@/lib/api/steps'
import type { Place } from '@/lib/form/errors'
import { useSend } from '@/lib/form/use-send'
import { messages, useT } from '@/lib/i18n/language'
import { Notice } from './notice'
import './form.css'

const texts = messages({ cancel: ['取消', 'Cancel'], done: ['已完成：{step}', 'Done: {step}'] })

interface Props<V extends object> {
  of: Flowing
  id: string
  rev: number
  step: string
  label: string
  /** The body that the server takes, from the values of the form. */
  body: (v: V) => Record<string, unknown>
  initial?: object
  primary?: boolean
  danger?: boolean
  width?: number
  place?: Place
  hint?: ReactNode
  children: ReactNode
}

/** The button of a step that asks for more than a reason, and its form. */
export function StepDialog<V extends object>({ of, id, rev, step, label, body, initial, primary, danger, width = 640, place, hint, children }: Props<V>) {
  const t = useT(texts)
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<V>()
  const { send, busy, lines, clear } = useSend(
    form,
    takeStep(of, id, rev),
    () => {
      message.success(t('done', { step: label }))
      setOpen(false)
    },
    place,
  )
  return (
    <>
      <Button
        data-step={step}
        type={primary ? 'primary' : 'default'}
        danger={danger}
        onClick={() => {
          clear()
          form.resetFields()
          setOpen(true)
        }}
      >
        {label}
      </Button>
      <Modal open={open} width={width} title={label} okText={label} okButtonProps={{ danger }} cancelText={t('cancel')} confirmLoading={busy} onCancel={() => setOpen(false)} onOk={() => form.submit()} destroyOnHidden>
        {hint && <p className="muted">{hint}</p>}
        <Notice lines={lines} />
        <Form form={form} layout="vertical" requiredMark={false} preserve={false} initialValues={initial} onFinish={(v) => send({ step, body: body(v) })}>
          {children}
        </Form>
      </Modal>
    </>
  )
}
