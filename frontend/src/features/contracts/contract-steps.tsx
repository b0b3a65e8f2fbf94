import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { can, precheckQuery, type Contract } from '@/lib/api/contracts'
import { ApiError, type FieldProblem } from '@/lib/api/problem'
import { takeStep } from '@/lib/api/steps'
import type { Step } from '@/lib/api/wire'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Notice } from '@/ui/notice'
import { fieldLink } from './field-link'

const texts = messages({
  propose: ['双方会收到“等您确认的合同”；更换文本后须重新确认。', 'Both sides find it among their tasks; a changed text must be confirmed anew.'],
  submit: ['提交后由登记员受理和认定；办结前内容不能自行修改。', 'The registrar takes it from here; it cannot be changed meanwhile.'],
  cancel: ['取消', 'Cancel'],
  close: ['关闭', 'Close'],
  done: ['已完成：{step}', 'Done: {step}'],
  go: ['去修改', 'Go to the field'],
  before: ['登记还缺 {n} 项，签订前补齐最省事：', '{n} things are missing for registration; complete them before signing:'],
  refused: ['还缺 {n} 项，提交会被拒绝：', '{n} things are missing; filing would be refused:'],
  revise: ['合同已签订：先“退回修改”回到草稿，补充后重新确认或重新录入扫描件。', 'The contract is concluded: take it back to draft first, complete it, and confirm or scan it again.'],
})

/** Sentences about fields, each with the way to its field. */
function FieldLines({ contract: c, items }: { contract: Contract; items: readonly FieldProblem[] }) {
  const t = useT(texts)
  const mayEdit = can(c, 'edit')
  return (
    <ul style={{ paddingLeft: '1.2em' }}>
      {items.map((x) => (
        <li key={x.pointer + x.detail}>
          {x.detail} {mayEdit && x.pointer !== '/text' && <Link to={fieldLink(c.id, x.pointer)}>{t('go')}</Link>}
        </li>
      ))}
    </ul>
  )
}

/** The two steps that look at the whole content: what is missing is listed line by line. */
export function WholeSteps({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const say = useSay()
  const { message } = App.useApp()
  const [step, setStep] = useState<Step | null>(null)
  const label = (s: Step) => say(word(['contractSteps', 'registrationSteps'], s.step, s.label))
  const take = useMutation({
    ...takeStep('contracts', c.id, c.rev),
    onSuccess: () => {
      if (step) message.success(t('done', { step: label(step) }))
      setStep(null)
    },
  })
  const problem = take.error instanceof ApiError ? take.error.problem : null
  const lines = take.error ? [take.error.message] : []
  const check = useQuery({ ...precheckQuery(c), enabled: can(c, 'propose', 'submit') })
  const lacks = check.data?.lacks ?? []
  const mayEdit = can(c, 'edit')
  const incomplete = (problem?.errors.length ?? 0) > 0
  return (
    <>
      {(c.steps ?? [])
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
        onOk={() => step && take.mutate({ step: step.step, body: {} })}
        destroyOnHidden
      >
        <Notice lines={lines} />
        {incomplete ? (
          <>
            <FieldLines contract={c} items={problem?.errors ?? []} />
            {!mayEdit && c.state === 'confirmed' && <p>{t('revise')}</p>}
          </>
        ) : (
          <>
            {lacks.length > 0 && (
              <>
                <p>
                  <b>{t(step?.step === 'submit' ? 'refused' : 'before', { n: lacks.length })}</b>
                </p>
                <FieldLines contract={c} items={lacks} />
              </>
            )}
            <p>{t(step?.step === 'submit' ? 'submit' : 'propose')}</p>
          </>
        )}
      </Modal>
    </>
  )
}
