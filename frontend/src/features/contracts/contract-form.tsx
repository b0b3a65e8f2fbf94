import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { call, get, newKey } from '@/lib/api/client'
import { forget } from '@/lib/backup'
import type { Contract, ContractContent } from '@/lib/contract'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { placeErrors } from '@/ui/form-errors'
import { Notice } from '@/ui/notice'
import { isStale, useStale } from '@/ui/stale'
import { bodyOf, contentOf } from './contract-values'
import { listTexts, wordOf } from './contract-words'
import { goToField } from './field-link'
import { FormFiles } from './form-files'
import { FormMoney } from './form-money'
import { FormParties } from './form-parties'
import { FormBasic, FormTech, FormTerms } from './form-subject'
import { keep, kept } from './kept'
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
  initial: Partial<ContractContent>
}

type Values = Partial<ContractContent>

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
  const store = `contract.${id ?? `new.${deal ?? ''}`}`
  const base = useRef({ value: bodyOf(initial) as Values, rev: rev ?? 0 })
  const [old, setOld] = useState(() => kept(store, bodyOf(initial) as Values))
  const [lines, setLines] = useState<string[]>([])
  const [key] = useState(newKey)
  const stale = useStale<Values>({
    load: () => get<Contract>(`/contracts/${id}`).then((c) => ({ value: bodyOf(contentOf(c)) as Values, rev: c.rev })),
    word: (path, v) => {
      const w = wordOf(path, v)
      return w && say(w)
    },
    label: (path) => (path in listTexts ? list(path as keyof typeof listTexts) : undefined),
  })
  const body = (v: Values): Values => bodyOf({ ...base.current.value, ...v, attachments: form.getFieldValue('attachments') })
  const send = (mine: Values) =>
    id
      ? call<Contract>('PUT', `/contracts/${id}`, { body: mine, ifMatch: base.current.rev })
      : call<Contract>('POST', '/contracts', { body: { ...mine, ...(deal ? { deal } : {}) }, idempotencyKey: key })
  /** Shows both versions, and takes the choice into the form; false when the person does not want to go on. */
  const settle = async (from: Values, mine: Values): Promise<Values | false> => {
    const picked = await stale.ask(from, mine)
    if (!picked) return false
    base.current = { value: picked.theirs, rev: picked.rev }
    form.setFieldsValue(picked.value as ContractContent)
    keep(store, picked.value, base.current)
    return picked.value
  }
  const save = useMutation({
    mutationFn: async (v: Values) => {
      for (let mine = body(v); ; ) {
        try {
          return await send(mine)
        } catch (e) {
          const next = id && isStale(e) && (await settle(base.current.value, mine))
          if (!next) throw e
          mine = next
        }
      }
    },
    onSuccess: ({ data }) => {
      forget(store)
      message.success(t('saved'))
      void client.invalidateQueries()
      void go(`/contracts/${data.id}`)
    },
    onError: (e) => {
      const said = placeErrors(form, e)
      setLines(isStale(e) ? [t('later')] : said)
      window.scrollTo({ top: 0, behavior: 'smooth' })
    },
  })
  const restore = async () => {
    if (!old) return
    if (!id || old.rev === base.current.rev) form.setFieldsValue(old.values as ContractContent)
    else if ((await settle(old.base, old.values)) === false) return
    setOld(null)
  }
  const all = Form.useWatch([], { form, preserve: true }) as Values | undefined
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
      onValuesChange={() => keep(store, bodyOf(form.getFieldsValue(true)) as Values, base.current)}
      onFinishFailed={() => setLines([t('fix')])}
      onFinish={(v) => {
        setLines([])
        save.mutate(v)
      }}
    >
      {stale.dialog}
      <div className="stack">
        {old && (
          <Alert
            type="info"
            showIcon
            title={[t('found', { at: timeOf(old.at, lang) }), id && old.rev !== rev ? t('newer') : ''].join('')}
            action={
              <span className="row">
                <Button size="small" type="primary" onClick={() => void restore()}>
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
        <NeededFields value={missing?.needed ?? []}>
          <FormBasic />
          <FormParties fixed={fixedParties} />
          <FormMoney />
          <FormTech />
          <FormTerms />
          <FormFiles />
        </NeededFields>
        <div className="c-bar">
          <Button type="primary" htmlType="submit" loading={save.isPending && !stale.dialog}>
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
