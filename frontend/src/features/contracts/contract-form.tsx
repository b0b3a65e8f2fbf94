import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { call, newKey } from '@/lib/api/client'
import { ApiError } from '@/lib/api/problem'
import { backup, forget, restore } from '@/lib/backup'
import type { Contract, ContractContent } from '@/lib/contract'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { placeErrors } from '@/ui/form-errors'
import { Notice } from '@/ui/notice'
import { bodyOf } from './contract-values'
import { FormFiles } from './form-files'
import { FormMoney } from './form-money'
import { FormParties } from './form-parties'
import { FormBasic, FormTech, FormTerms } from './form-subject'

const texts = messages({
  partial: ['草稿只需项目名称，其余可以以后补；提交认定登记时会逐项检查。', 'A draft needs only the title; everything is checked when the contract is filed.'],
  save: ['保存草稿', 'Save draft'],
  saveReturned: ['保存补正', 'Save corrections'],
  cancel: ['返回', 'Back'],
  saved: ['合同已保存', 'Contract saved'],
  found: ['本机有 {at} 没有保存成功的填写内容。', 'This device keeps what was typed at {at} and not saved.'],
  restore: ['恢复', 'Restore'],
  drop: ['丢弃', 'Discard'],
  fix: ['有几处需要修改，已标在对应位置。', 'Some fields need correction; they are marked.'],
  stale: ['合同已被他人修改。请在另一个窗口查看新内容，再决定怎样合并；您填写的内容还在。', 'Somebody changed the contract. Look at it in another window before you save again; what you typed is kept.'],
})

interface Props {
  id?: string
  rev?: number
  updatedAt: number
  deal?: string
  fixedParties: boolean
  initial: Partial<ContractContent>
  returned?: boolean
}

/** The whole form. What is typed is kept on this device until the server has it. */
export function ContractForm({ id, rev, updatedAt, deal, fixedParties, initial }: Props) {
  const t = useT(texts)
  const lang = useLanguage()
  const go = useNavigate()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<ContractContent>()
  const store = `contract.${id ?? `new.${deal ?? ''}`}`
  const [old, setOld] = useState(() => {
    const b = restore<Partial<ContractContent>>(store)
    return b && b.at > updatedAt ? b : null
  })
  const [lines, setLines] = useState<string[]>([])
  const [key] = useState(newKey)
  const save = useMutation({
    mutationFn: (v: Partial<ContractContent>) => {
      const body = bodyOf({ ...initial, ...v, attachments: form.getFieldValue('attachments') })
      return id
        ? call<Contract>('PUT', `/contracts/${id}`, { body, ifMatch: rev })
        : call<Contract>('POST', '/contracts', { body: { ...body, ...(deal ? { deal } : {}) }, idempotencyKey: key })
    },
    onSuccess: ({ data }) => {
      forget(store)
      message.success(t('saved'))
      void client.invalidateQueries()
      void go(`/contracts/${data.id}`)
    },
    onError: (e) => {
      const said = placeErrors(form, e)
      setLines(e instanceof ApiError && e.status === 412 ? [t('stale')] : said)
      window.scrollTo({ top: 0, behavior: 'smooth' })
    },
  })
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ deductions: [], ip: [], attachments: [], ...initial }}
      scrollToFirstError={{ block: 'center', focus: true }}
      onValuesChange={() => backup(store, form.getFieldsValue(true))}
      onFinishFailed={() => setLines([t('fix')])}
      onFinish={(v) => {
        setLines([])
        save.mutate(v)
      }}
    >
      <div className="stack">
        {old && (
          <Alert
            type="info"
            showIcon
            title={t('found', { at: timeOf(old.at, lang) })}
            action={
              <span className="row">
                <Button
                  size="small"
                  type="primary"
                  onClick={() => {
                    form.setFieldsValue(old.value as ContractContent)
                    setOld(null)
                  }}
                >
                  {t('restore')}
                </Button>
                <Button
                  size="small"
                  onClick={() => {
                    forget(store)
                    setOld(null)
                  }}
                >
                  {t('drop')}
                </Button>
              </span>
            }
          />
        )}
        <Notice lines={lines} />
        <FormBasic />
        <FormParties fixed={fixedParties} />
        <FormMoney />
        <FormTech />
        <FormTerms />
        <FormFiles />
        <div className="c-bar">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('save')}
          </Button>
          <Link to={id ? `/contracts/${id}` : deal ? `/deals/${deal}` : '/contracts'}>
            <Button tabIndex={-1}>{t('cancel')}</Button>
          </Link>
          <span className="muted">{t('partial')}</span>
        </div>
      </div>
    </Form>
  )
}
