import { App, type FormInstance } from 'antd'
import { targetOf, type Contract } from '@/lib/api/contracts'
import { takeStep } from '@/lib/api/steps'
import type { Place } from '@/lib/form/errors'
import { useSend } from '@/lib/form/use-send'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'

const texts = messages({ done: ['已完成：{step}', 'Done: {step}'] })

/** Takes one registrar's step from a form. */
export function useStep(c: Contract, step: string, form: FormInstance, place?: Place) {
  const t = useT(texts)
  const say = useSay()
  const { message } = App.useApp()
  const { of, id, rev } = targetOf(c, step)
  const { send, ...rest } = useSend(
    form,
    takeStep(of, id, rev),
    () => {
      window.scrollTo({ top: 0 }) // the next step stands at the top
      message.success(t('done', { step: say(word(['contractSteps', 'registrationSteps'], step)) }))
    },
    place,
  )
  return { take: (body: Record<string, unknown>) => send({ step, body }), ...rest }
}
