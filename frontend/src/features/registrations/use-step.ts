import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, type FormInstance } from 'antd'
import { useState } from 'react'
import { call } from '@/lib/api/client'
import type { Contract } from '@/lib/contract'
import { contractSteps } from '@/lib/contract-words'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { placeErrors } from '@/ui/form-errors'

const texts = messages({ done: ['已完成：{step}', 'Done: {step}'] })

/** Takes one registrar's step from a form; field errors go where `map` says, the rest comes back as lines. */
export function useStep(c: Contract, step: string, form: Pick<FormInstance, 'setFields' | 'getFieldInstance'>, map?: Parameters<typeof placeErrors>[2]) {
  const t = useT(texts)
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [lines, setLines] = useState<string[]>([])
  const take = useMutation({
    mutationFn: (body: unknown) => call('POST', `/contracts/${c.id}/${step}`, { body, ifMatch: c.rev }),
    onMutate: () => setLines([]),
    onSuccess: () => {
      window.scrollTo({ top: 0 }) // the next step stands at the top
      message.success(t('done', { step: say(word(contractSteps, step)) }))
      void client.invalidateQueries()
    },
    onError: (e) => setLines(placeErrors(form, e, map)),
  })
  return { take, lines }
}
