import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { call } from '@/lib/api/client'
import { ApiError } from '@/lib/api/problem'
import type { Step } from '@/lib/api/wire'
import type { Contract } from '@/lib/contract'
import { contractSteps } from '@/lib/contract-words'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Notice } from '@/ui/notice'

const texts = messages({
  propose: ['双方会收到“等您确认的合同”；更换文本后须重新确认。', 'Both sides find it among their tasks; a changed text must be confirmed anew.'],
  submit: ['提交后由登记员受理和认定；办结前内容不能自行修改。', 'The registrar takes it from here; it cannot be changed meanwhile.'],
  cancel: ['取消', 'Cancel'],
  close: ['关闭', 'Close'],
  done: ['已完成：{step}', 'Done: {step}'],
  edit: ['去补充内容', 'Complete the contract'],
  revise: ['合同已签订：先“退回修改”回到草稿，补充后重新确认或重新录入扫描件。', 'The contract is concluded: take it back to draft first, complete it, and confirm or scan it again.'],
})

/** The two steps that look at the whole content: what is missing is listed line by line. */
export function WholeSteps({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [step, setStep] = useState<Step | null>(null)
  const label = (s: Step) => say(word(contractSteps, s.step, s.label))
  const take = useMutation({
    mutationFn: (s: Step) => call('POST', `/contracts/${c.id}/${s.step}`, { body: {}, ifMatch: c.rev }),
    onSuccess: (_, s) => {
      setStep(null)
      message.success(t('done', { step: label(s) }))
      void client.invalidateQueries()
    },
    onError: (e) => {
      if (e instanceof ApiError && e.status === 412) void client.invalidateQueries()
    },
  })
  const problem = take.error instanceof ApiError ? take.error.problem : null
  const lines = take.error ? [take.error.message, ...(problem?.errors.map((x) => x.detail) ?? [])].filter((l, i, all) => l && all.indexOf(l) === i) : []
  const mayEdit = c.steps.some((s) => s.step === 'edit')
  const incomplete = (problem?.errors.length ?? 0) > 0
  return (
    <>
      {c.steps
        .filter((s) => s.step === 'propose' || s.step === 'submit')
        .map((s) => (
          <Button
            key={s.step}
            type="primary"
            data-step={s.step}
            onClick={() => {
              take.reset()
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
        cancelText={t(incomplete ? 'close' : 'cancel')}
        okButtonProps={{ disabled: incomplete }}
        confirmLoading={take.isPending}
        onCancel={() => setStep(null)}
        onOk={() => step && take.mutate(step)}
        destroyOnHidden
      >
        <Notice lines={lines} />
        {incomplete ? (
          mayEdit ? (
            <Link to={`/contracts/${c.id}/edit`}>
              <Button tabIndex={-1}>{t('edit')}</Button>
            </Link>
          ) : (
            c.state === 'confirmed' && <p>{t('revise')}</p>
          )
        ) : (
          <p>{t(step?.step === 'submit' ? 'submit' : 'propose')}</p>
        )}
      </Modal>
    </>
  )
}
