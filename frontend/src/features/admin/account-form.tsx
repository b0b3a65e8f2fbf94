import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form } from 'antd'
import { useRef, useState } from 'react'
import { get, put } from '@/lib/api/client'
import { messages, useT } from '@/lib/i18n/language'
import { placeErrors } from '@/ui/form-errors'
import { Notice } from '@/ui/notice'
import { useStale } from '@/ui/stale'
import { NameField, ReachFields } from './person-fields'
import type { Account } from './types'

const texts = messages({
  save: ['保存', 'Save'],
  saved: ['已保存', 'Saved'],
})

interface Values {
  name: string
  phone: string
  email: string
}

const valuesOf = (a: { name: string; phone?: string; email?: string }): Values => ({ name: a.name, phone: a.phone ?? '', email: a.email ?? '' })

/** Name and ways to reach the person of an account. */
export function AccountForm({ account }: { account: Account }) {
  const t = useT(texts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [lines, setLines] = useState<string[]>([])
  // The version the form was filled from: the page may have read a newer one since.
  const base = useRef({ value: valuesOf(account), rev: account.rev })
  const path = `/accounts/${account.id}`
  const stale = useStale<Values>({ load: () => get<Account>(path).then((x) => ({ value: valuesOf(x), rev: x.rev })) })
  const save = useMutation({
    mutationFn: (v: Values) =>
      stale.save(base.current.value, base.current.rev, valuesOf(v), (body, rev) => put<Account>(path, body, { ifMatch: rev }), (x) => form.setFieldsValue(x)),
    onSuccess: (a) => {
      base.current = { value: valuesOf(a), rev: a.rev }
      message.success(t('saved'))
      setLines([])
      void client.invalidateQueries()
    },
    onError: (e) => setLines(placeErrors(form, e)),
  })
  return (
    <>
      {stale.dialog}
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} initialValues={valuesOf(account)} onFinish={(v) => save.mutate(v)}>
        <div className="admin-form">
          <NameField />
          <ReachFields />
        </div>
        <Button htmlType="submit" loading={save.isPending && !stale.dialog}>
          {t('save')}
        </Button>
      </Form>
    </>
  )
}
