import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { takeStep } from '@/lib/api/steps'
import type { Step } from '@/lib/api/wire'
import { useSend } from '@/lib/form/use-send'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useOptions, word } from '@/lib/vocabulary'
import { Notice } from '@/ui/notice'
import type { Deal } from './api'

const texts = messages({
  why: ['一个说清楚的“不”，能帮对方把下一次做对。类别和说明对方都会看到，并永久保存。', 'A clear no helps the other side next time. Category and reason are shown to it and kept.'],
  category: ['原因类别', 'Category'],
  categoryNeeded: ['请选择原因类别。', 'Please choose a category.'],
  reason: ['说明', 'Reason'],
  reasonNeeded: ['请写明理由。', 'Please give the reason.'],
  cancel: ['取消', 'Cancel'],
  done: ['已完成：{step}', 'Done: {step}'],
})

/** Decline and end: the two steps that need a category besides the reason. */
export function EndButtons({ deal: d }: { deal: Deal }) {
  const t = useT(texts)
  const say = useSay()
  const options = useOptions()
  const { message } = App.useApp()
  const [step, setStep] = useState<Step | null>(null)
  const [form] = Form.useForm<{ category: string; reason: string }>()
  const label = (s: Step) => say(word('dealSteps', s.step, s.label))
  const { send, busy, lines, clear } = useSend(form, takeStep('deals', d.id, d.rev), () => {
    if (step) message.success(t('done', { step: label(step) }))
    setStep(null)
  })
  return (
    <>
      {(d.steps ?? [])
        .filter((s) => s.step === 'decline' || s.step === 'end')
        .map((s) => (
          <Button
            key={s.step}
            danger
            data-step={s.step}
            onClick={() => {
              clear()
              form.resetFields()
              setStep(s)
            }}
          >
            {label(s)}
          </Button>
        ))}
      <Modal
        open={step !== null}
        title={step ? label(step) : ''}
        okText={step ? label(step) : ''}
        okButtonProps={{ danger: true }}
        cancelText={t('cancel')}
        confirmLoading={busy}
        onCancel={() => setStep(null)}
        onOk={() => form.submit()}
        destroyOnHidden
      >
        <p className="muted">{t('why')}</p>
        <Notice lines={lines} />
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(body) => send({ step: step?.step ?? 'end', body })}>
          <Form.Item name="category" label={t('category')} rules={[{ required: true, message: t('categoryNeeded') }]}>
            <Select options={options('dealCategories')} />
          </Form.Item>
          <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('reasonNeeded') }]}>
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} showCount />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
