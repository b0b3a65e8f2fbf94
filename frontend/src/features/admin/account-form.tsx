import { App, Button, Form } from 'antd'
import { useRecordForm } from '@/lib/form/use-record-form'
import { messages, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { Stale } from '@/ui/stale'
import { putAccount, readAccount, type Account } from './api'
import { NameField, ReachFields } from './person-fields'
import '@/ui/form.css'

const texts = messages({
  save: ['保存', 'Save'],
  saved: ['已保存', 'Saved'],
})

const valuesOf = (a: { name?: string; phone?: string; email?: string }) => ({ name: a.name ?? '', phone: a.phone ?? '', email: a.email ?? '' })
const versionOf = (a: Account) => ({ value: valuesOf(a), rev: a.rev })

/** Name and ways to reach the person of an account. */
export function AccountForm({ account }: { account: Account }) {
  const t = useT(texts)
  const { message } = App.useApp()
  const [form] = Form.useForm()
  const record = useRecordForm({
    form,
    start: versionOf(account),
    load: () => readAccount(account.id).then(versionOf),
    save: (v, rev) => putAccount(account.id, rev, v),
    changes: ['accounts'],
    saved: versionOf,
    done: () => void message.success(t('saved')),
  })
  return (
    <>
      <Stale record={record} />
      <Notice lines={record.lines} />
      <Form form={form} layout="vertical" requiredMark={false} initialValues={valuesOf(account)} onFinish={(v) => record.save(valuesOf(v))}>
        <div className="form-grid">
          <NameField />
          <ReachFields />
        </div>
        <Button htmlType="submit" loading={record.busy}>
          {t('save')}
        </Button>
      </Form>
    </>
  )
}
