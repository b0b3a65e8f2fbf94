import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { takeStep, type Flowing } from '@/lib/api/steps'
import type { Step } from '@/lib/api/wire'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { Notice } from './notice'

const texts = messages({
  reason: ['理由（会写入历史，对方可以看到）', 'Reason (kept in the history; the other side can read it)'],
  needed: ['请写明理由。', 'Please give the reason.'],
  cancel: ['取消', 'Cancel'],
  done: ['已完成：{step}', 'Done: {step}'],
  sure: ['确定要“{step}”吗？', 'Really “{step}”?'],
})

interface Props {
  of: Flowing
  id: string
  rev: number
  steps: Step[] | null | undefined
  /** The step drawn as the main button. */
  primary?: string[]
  /** Steps that end something are asked about first. */
  confirm?: string[]
  /** Steps another part of the page offers with more fields. */
  skip?: string[]
  onDone?: (step: string) => void
}

/** The button of a step goes with the step: who used the keys goes on from the heading, not from the top of the page. */
function toHeading(): void {
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
}

/** One button for each step of the flow table that the server says the reader may take. */
export function StepButtons({ of, id, rev, steps, primary = [], confirm = [], skip = [], onDone }: Props) {
  const t = useT(texts)
  const say = useSay()
  const { message } = App.useApp()
  const moved = useRef(false)
  useEffect(() => {
    if (moved.current) requestAnimationFrame(toHeading)
    moved.current = false
  }, [rev])
  const [asked, setAsked] = useState<Step | null>(null)
  const [form] = Form.useForm<{ reason: string }>()
  const label = (s: Step) => say([s.label, s.english])
  const take = useMutation(takeStep(of, id, rev))
  const run = (step: Step, reason: string) =>
    take.mutate(
      { step: step.step, body: { reason } },
      {
        onSuccess: () => {
          setAsked(null)
          message.success(t('done', { step: label(step) }))
          moved.current = true
          onDone?.(step.step)
        },
        onError: (e) => !step.reason && message.error(e.message, 6),
      },
    )
  const press = (s: Step) => {
    take.reset()
    if (s.reason || confirm.includes(s.step)) {
      form.resetFields()
      setAsked(s)
    } else run(s, '')
  }
  return (
    <>
      {(steps ?? [])
        .filter((s) => !skip.includes(s.step))
        .map((s) => (
          <Button
            key={s.step}
            data-step={s.step}
            type={primary.includes(s.step) ? 'primary' : 'default'}
            danger={s.reason && !primary.includes(s.step)}
            loading={take.isPending && take.variables.step === s.step}
            onClick={() => press(s)}
          >
            {label(s)}
          </Button>
        ))}
      <Modal
        open={asked !== null}
        title={asked ? (asked.reason ? label(asked) : t('sure', { step: label(asked) })) : ''}
        okText={asked ? label(asked) : ''}
        cancelText={t('cancel')}
        confirmLoading={take.isPending}
        onCancel={() => setAsked(null)}
        onOk={() => form.submit()}
        destroyOnHidden
      >
        <Notice lines={take.error ? [take.error.message] : []} />
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => asked && run(asked, v.reason ?? '')}>
          {asked?.reason && (
            <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
              <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
            </Form.Item>
          )}
        </Form>
      </Modal>
    </>
  )
}
