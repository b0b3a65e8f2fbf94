import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Form, Select } from 'antd'
import { precheckQuery, type Contract, type Deduction } from '@/lib/api/contracts'
import { ApiError } from '@/lib/api/problem'
import { messages, useT } from '@/lib/i18n/language'
import { useOptions } from '@/lib/vocabulary'
import { TwoAmounts } from '@/ui/amounts'
import { CostFields } from '@/ui/cost-fields'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { Failure, Loading } from '@/ui/state-view'
import { given, verdictOf } from './answers'
import { linesOf, useComputed } from './costs'
import { Findings } from './findings'
import type { Conclusions } from './use-conclusions'
import { useStep } from './use-step'

const texts = messages({
  costs: ['非技术性费用', 'Non-technical costs'],
  title: ['审查认定', 'Examine and recognise'],
  hint: ['程序看得到的要点已带结论和依据，可以改；其余的逐条判定，或读过合同后一次确认。结论、办理人和方式随登记档案保存。', 'What the program can see comes with its evidence and may be changed; judge the rest one by one, or confirm it in one click after reading. Who concluded what, and how, is kept.'],
  class: ['合同类别', 'Class'],
  subClass: ['子类', 'Sub-class'],
  money: ['核定金额', 'Amounts'],
  pass: ['认定通过', 'Recognise'],
  zero: ['技术交易额为 0，不能认定，请办理不予登记。', 'The technology value is 0: refuse the registration.'],
})

interface Values {
  class?: string
  subClass?: string
  deductions?: Deduction[] | null
}

/** The registrar's conclusions, class and deductions; 技术交易额 follows from them by the rule. */
export function RecogniseForm({ contract: c, conclusions: k }: { contract: Contract; conclusions: Conclusions }) {
  const t = useT(texts)
  const options = useOptions()
  const [form] = Form.useForm<Values>()
  const { take, busy, error, lines } = useStep(c, 'recognise', form, (p) => (p[0] === 'findings' ? null : p))
  const cls = Form.useWatch('class', form) ?? c.class ?? ''
  const sub = Form.useWatch('subClass', form) ?? (cls === c.class ? (c.subClass ?? '') : '')
  const changed = cls !== c.class || sub !== (c.subClass ?? '') ? { class: cls, subClass: sub } : undefined
  const checks = useQuery({ ...precheckQuery(c, changed), placeholderData: keepPreviousData })
  const deductions = Form.useWatch('deductions', form)
  const am = useComputed(c.totalFen, deductions ?? c.deductions, c.payment, c.royalty)
  const items = checks.data?.items ?? []
  const faults = Object.fromEntries(
    (error instanceof ApiError ? error.problem.errors : []).filter((e) => e.pointer.startsWith('/findings/')).map((e) => [e.pointer.slice('/findings/'.length), e.detail]),
  )
  const against = items.some((x) => k.answers[x.code] && verdictOf(x, k.answers, k.rest) === 'bad')
  const finish = (v: Values) =>
    take({
      class: v.class ?? '',
      subClass: v.subClass ?? '',
      deductions: linesOf(v.deductions),
      ...(am.data ? { techFen: am.data.techFen } : {}),
      findings: given(items, k.answers),
      rest: k.rest,
    })
  return (
    <Panel title={t('title')}>
      <p className="muted">{t('hint')}</p>
      <Notice lines={lines.filter((l, i) => i === 0 || !Object.values(faults).includes(l))} />
      <Form form={form} layout="vertical" initialValues={{ class: c.class, subClass: c.subClass, deductions: c.deductions }} onFinish={finish}>
        <div className="form-grid">
          <Form.Item name="class" label={t('class')}>
            <Select options={options('contractClasses')} onChange={() => form.setFieldValue('subClass', undefined)} />
          </Form.Item>
          <Form.Item name="subClass" label={t('subClass')}>
            <Select allowClear options={options('contractSubClasses').filter((o) => o.value.startsWith(cls))} />
          </Form.Item>
        </div>
        {checks.data ? (
          <Findings items={items} answers={k.answers} rest={k.rest} faults={faults} onAnswer={k.answer} onRest={k.confirmRest} />
        ) : checks.error ? (
          <Failure error={checks.error} retry={() => void checks.refetch()} />
        ) : (
          <Loading rows={8} />
        )}
        <h3 className="sub-title gap-above">{t('money')}</h3>
        <h4 className="sub-title">{t('costs')}</h4>
        <CostFields />
        <div className="gap-below" role="status" aria-live="polite">
          {am.error ? <p className="bad-text">{am.error.message}</p> : <TwoAmounts totalFen={c.totalFen} techFen={am.data?.techFen} open={am.data?.open} />}
          {am.data?.techFen === 0 && <p className="bad-text gap-above">{t('zero')}</p>}
        </div>
        <Button type="primary" htmlType="submit" loading={busy} disabled={against} data-step="recognise">
          {t('pass')}
        </Button>
      </Form>
    </Panel>
  )
}
