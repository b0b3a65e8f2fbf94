import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Radio, Select } from 'antd'
import { get } from '@/lib/api/client'
import type { Check, Contract, Deduction } from '@/lib/contract'
import { contractClasses, subClasses } from '@/lib/contract-words'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useServerText } from '@/lib/i18n/server'
import { checkText } from '@/lib/precheck'
import { TwoAmounts } from '@/ui/amounts'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { ToneTag } from '@/ui/state-tag'
import { CostFields, linesOf, useComputed } from './cost-fields'
import { useStep } from './use-step'

const texts = messages({
  title: ['审查认定', 'Examine and recognise'],
  hint: ['逐条给出结论；程序看得到的已预填，可以改。结论随登记档案保存。', 'Give your answer to each line; what the program can see is filled in and may be changed.'],
  class: ['合同类别', 'Class'],
  subClass: ['子类', 'Sub-class'],
  checks: ['审查要点', 'Points to examine'],
  ok: ['符合', 'Fine'],
  bad: ['不符合', 'Not met'],
  absent: ['不存在', 'Absent'],
  present: ['存在', 'Present'],
  unclear: ['不确定', 'Unclear'],
  not: ['不应属于：', 'Must not hold: '],
  warns: ['程序提示', 'Warning'],
  note: ['说明（可空）', 'Note (optional)'],
  money: ['核定金额', 'Amounts'],
  pass: ['认定通过', 'Recognise'],
  zero: ['技术交易额为 0，不能认定，请办理不予登记。', 'The technology value is 0: refuse the registration.'],
})

interface Values {
  class?: string
  subClass?: string
  deductions?: Partial<Deduction>[]
  findings?: Record<string, { verdict?: string; note?: string }>
}

/** The registrar's answers, class and deductions; 技术交易额 follows from them by the rule. */
export function RecogniseForm({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const say = useSay()
  const server = useServerText()
  const [form] = Form.useForm<Values>()
  const { take, lines } = useStep(c, 'check', form)
  const checks = useQuery({ queryKey: ['precheck', c.id, c.rev], queryFn: ({ signal }) => get<{ items: Check[] }>(`/contracts/${c.id}/precheck`, undefined, signal) })
  const cls = Form.useWatch('class', form) ?? c.class ?? ''
  const deductions = Form.useWatch('deductions', form)
  const given = Form.useWatch('findings', form)
  const am = useComputed(c.totalFen, deductions ?? c.deductions, c.payment, c.royalty)
  const items = checks.data?.items ?? []
  const finish = (v: Values) =>
    take.mutate({
      class: v.class ?? '',
      subClass: v.subClass ?? '',
      deductions: linesOf(v.deductions),
      ...(am.data ? { techFen: am.data.techFen } : {}),
      findings: items
        .map((x) => ({ code: x.code, verdict: v.findings?.[x.code]?.verdict ?? (x.verdict === 'ask' ? '' : x.verdict), note: v.findings?.[x.code]?.note ?? '' }))
        .filter((x) => x.verdict),
    })
  return (
    <Panel title={t('title')}>
      <p className="muted">{t('hint')}</p>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" initialValues={{ class: c.class, subClass: c.subClass, deductions: c.deductions }} onFinish={finish}>
        <div className="form-two">
          <Form.Item name="class" label={t('class')}>
            <Select options={Object.entries(contractClasses).map(([value, x]) => ({ value, label: say(x) }))} onChange={() => form.setFieldValue('subClass', undefined)} />
          </Form.Item>
          <Form.Item name="subClass" label={t('subClass')}>
            <Select allowClear options={Object.entries(subClasses).filter(([k]) => k.startsWith(cls)).map(([value, x]) => ({ value, label: say(x) }))} />
          </Form.Item>
        </div>
        <h3 style={{ fontSize: '1.05rem' }}>{t('checks')}</h3>
        {items.map((x) => (
          <div className="finding" key={x.code} role="group" aria-label={say(checkText(x))}>
            <div>
              {x.not && <b>{t('not')}</b>}
              {say(checkText(x))} {x.verdict === 'bad' && <ToneTag tone="bad">{t('warns')}</ToneTag>}
              {x.hint && <div className="muted">{server(x.hint)}</div>}
            </div>
            <Form.Item name={['findings', x.code, 'verdict']} initialValue={x.verdict === 'ask' ? undefined : x.verdict}>
              <Radio.Group
                optionType="button"
                size="small"
                options={[
                  { value: 'ok', label: t(x.not ? 'absent' : 'ok') },
                  { value: 'bad', label: t(x.not ? 'present' : 'bad') },
                  { value: 'unclear', label: t('unclear') },
                ]}
              />
            </Form.Item>
            {['bad', 'unclear'].includes(given?.[x.code]?.verdict ?? '') && (
              <Form.Item name={['findings', x.code, 'note']} style={{ gridColumn: '1 / -1' }}>
                <Input size="small" maxLength={300} placeholder={t('note')} aria-label={`${t('note')} ${say(checkText(x))}`} />
              </Form.Item>
            )}
          </div>
        ))}
        <h3 style={{ fontSize: '1.05rem', marginTop: 20 }}>{t('money')}</h3>
        <CostFields />
        <div role="status" aria-live="polite" style={{ marginBottom: 14 }}>
          {am.error ? <p style={{ color: '#a62b22' }}>{am.error.message}</p> : <TwoAmounts totalFen={c.totalFen} techFen={am.data?.techFen} open={am.data?.open} />}
          {am.data?.techFen === 0 && <p style={{ color: '#a62b22', marginTop: 8 }}>{t('zero')}</p>}
        </div>
        <Button type="primary" htmlType="submit" loading={take.isPending} data-step="check">
          {t('pass')}
        </Button>
      </Form>
    </Panel>
  )
}
