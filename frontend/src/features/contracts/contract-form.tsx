import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form } from 'antd'
import { useEffect } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { contractQuery, type ContractContent } from '@/lib/api/contracts'
import { useRecordForm } from '@/lib/form/use-record-form'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { Stale } from '@/ui/stale'
import { postContract, putContract } from './api'
import { bodyOf, contentOf } from './contract-values'
import { listTexts, wordOf } from './contract-words'
import { goToField } from './field-link'
import { FormFiles } from './form-files'
import { FormMoney } from './form-money'
import { FormParties } from './form-parties'
import { FormBasic, FormTech, FormTerms } from './form-subject'
import { MissingLine, NeededFields, useMissing } from './missing-line'

const texts = messages({
  partial: ['草稿只需项目名称，其余可以以后补。', 'A draft needs only the title.'],
  save: ['保存', 'Save'],
  saveDraft: ['保存草稿', 'Save draft'],
  cancel: ['返回', 'Back'],
  saved: ['合同已保存', 'Contract saved'],
  found: ['本机有 {at} 没有保存成功的填写内容。', 'This device keeps what was typed at {at} and not saved.'],
  newer: ['此后合同又被改过，恢复时逐栏对照。', 'The contract was changed since; both versions are compared.'],
  restore: ['恢复', 'Restore'],
  drop: ['丢弃', 'Discard'],
  fix: ['有几处需要修改，已标在对应位置。', 'Some fields need correction; they are marked.'],
  later: ['没有保存：合同已有更新的版本。您填写的内容还在，再按保存可以逐栏对照后继续。', 'Not saved: there is a newer version. What you typed is kept; press save to compare and go on.'],
})

interface Props {
  id?: string
  rev?: number
  state?: string
  deal?: string
  fixedParties: boolean
  initial: ContractContent
}

/** The whole form. What is typed is kept on this device until the server has it, whatever happens to the record meanwhile. */
export function ContractForm({ id, rev, state, deal, fixedParties, initial }: Props) {
  const t = useT(texts)
  const list = useT(listTexts)
  const say = useSay()
  const lang = useLanguage()
  const go = useNavigate()
  const [params] = useSearchParams()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<ContractContent>()
  const record = useRecordForm({
    form,
    start: { value: bodyOf(initial), rev: rev ?? 0 },
    load: id ? () => client.fetchQuery({ ...contractQuery(id), staleTime: 0 }).then((c) => ({ value: bodyOf(contentOf(c)), rev: c.rev })) : undefined,
    save: (v: ContractContent, over, key) => (id ? putContract(id, over, v) : postContract({ ...v, ...(deal ? { deal } : {}) }, key)),
    changes: ['contracts'],
    done: (c) => {
      message.success(t('saved'))
      void go(`/contracts/${c.id}`)
    },
    failed: () => window.scrollTo({ top: 0, behavior: 'smooth' }),
    later: t('later'),
    slot: `contract.${id ?? `new.${deal ?? ''}`}`,
  })
  const { old } = record
  const word = (path: string, v: unknown) => {
    const w = wordOf(path, v)
    return w && say(w)
  }
  const save = (v: ContractContent) => record.save(bodyOf({ ...record.base(), ...v, attachments: form.getFieldValue('attachments') }))
  const all = Form.useWatch([], { form, preserve: true }) as ContractContent | undefined
  const missing = useMissing(all ?? initial)
  const field = params.get('field')
  const ready = missing !== undefined
  useEffect(() => {
    if (field && ready) goToField(form, field)
  }, [field, ready, form])
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ deductions: [], ip: [], attachments: [], ...initial }}
      scrollToFirstError={{ block: 'center', focus: true }}
      onValuesChange={() => record.keep(bodyOf(form.getFieldsValue(true)))}
      onFinishFailed={() => record.setLines([t('fix')])}
      onFinish={save}
    >
      <Stale record={record} word={word} label={(path) => (path in listTexts ? list(path as keyof typeof listTexts) : undefined)} />
      <div className="stack">
        {old && (
          <Alert
            type="info"
            showIcon
            title={[t('found', { at: timeOf(old.at, lang) }), id && record.oldIsPast ? t('newer') : ''].join('')}
            action={
              <span className="row">
                <Button size="small" type="primary" onClick={() => void record.restore()}>
                  {t('restore')}
                </Button>
                <Button size="small" onClick={record.discard}>
                  {t('drop')}
                </Button>
              </span>
            }
          />
        )}
        <Notice lines={record.lines} />
        <NeededFields value={missing?.needed ?? []}>
          <FormBasic />
          <FormParties fixed={fixedParties} />
          <FormMoney />
          <FormTech />
          <FormTerms />
          <FormFiles />
        </NeededFields>
        <div className="form-bar contract-bar">
          <Button type="primary" htmlType="submit" loading={record.busy}>
            {t(!state || state === 'draft' ? 'saveDraft' : 'save')}
          </Button>
          <Link to={id ? `/contracts/${id}` : deal ? `/deals/${deal}` : '/contracts'}>
            <Button tabIndex={-1}>{t('cancel')}</Button>
          </Link>
          <span className="muted">{t('partial')}</span>
          <MissingLine missing={missing} />
        </div>
      </div>
    </Form>
  )
}
