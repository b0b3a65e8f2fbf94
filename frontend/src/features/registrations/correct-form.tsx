import { Button, Collapse, Form, Input } from 'antd'
import type { Contract, Deduction } from '@/lib/api/contracts'
import { messages, useT } from '@/lib/i18n/language'
import { TwoAmounts } from '@/ui/amounts'
import { CostFields } from '@/ui/cost-fields'
import { MoneyInput, moneyRule } from '@/ui/money-input'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { linesOf, useComputed } from './costs'
import { useStep } from './use-step'

const texts = messages({
  costs: ['非技术性费用', 'Non-technical costs'],
  title: ['更正登记金额', 'Correct the registered amounts'],
  open: ['提成数额未定，确定后在这里更正', 'Royalties were open: correct them here once known'],
  hint: ['只能更正本统计年度登记的合同；原金额作为旧版本保留。', 'Only contracts registered in this statistical year; the former amounts are kept.'],
  total: ['合同成交额', 'Contract value'],
  bad: ['请填写金额，最多六位小数。', 'Please give an amount with at most six decimals.'],
  estimate: ['已确定的提成总额', 'Royalties as now known'],
  reason: ['更正理由', 'Reason'],
  reasonNeeded: ['请写明理由。', 'Please give the reason.'],
})

interface Values {
  totalFen: number
  deductions: Deduction[] | null
  estimateFen?: number | null
  reason: string
}

export function CorrectForm({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const [form] = Form.useForm<Values>()
  const { take, busy, lines } = useStep(c, 'correct', form)
  const totalFen = Form.useWatch('totalFen', form) ?? c.totalFen
  const deductions = Form.useWatch('deductions', form) ?? c.deductions
  const estimateFen = Form.useWatch('estimateFen', form) ?? c.royalty?.estimateFen
  const royal = c.payment === 'royalty' || c.payment === 'entryRoyalty'
  const royalty = royal ? { ...c.royalty, ...(estimateFen ? { estimateFen } : {}) } : undefined
  const am = useComputed(totalFen, deductions, c.payment, royalty)
  const finish = (v: Values) => take({ totalFen: v.totalFen, deductions: linesOf(v.deductions), ...(royalty ? { royalty } : {}), reason: v.reason })
  const body = (
    <>
      <p className="muted">{t('hint')}</p>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ totalFen: c.totalFen, deductions: c.deductions, estimateFen: c.royalty?.estimateFen }} onFinish={finish}>
        <div className="form-grid">
          <Form.Item name="totalFen" label={t('total')} rules={[moneyRule(t('bad'))]}>
            <MoneyInput />
          </Form.Item>
          {royal && (
            <Form.Item name="estimateFen" label={t('estimate')} rules={[moneyRule(t('bad'))]}>
              <MoneyInput />
            </Form.Item>
          )}
        </div>
        <h3 className="sub-title">{t('costs')}</h3>
        <CostFields />
        <div className="gap-below" role="status" aria-live="polite">
          {am.error ? <p className="bad-text">{am.error.message}</p> : <TwoAmounts totalFen={am.data?.totalFen} techFen={am.data?.techFen} open={am.data?.open} />}
        </div>
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('reasonNeeded') }]}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
        <Button htmlType="submit" loading={busy} data-step="correct">
          {t('title')}
        </Button>
      </Form>
    </>
  )
  return c.registration?.open ? (
    <Panel title={t('title')}>
      <p>
        <b>{t('open')}</b>
      </p>
      {body}
    </Panel>
  ) : (
    <div className="panel" style={{ padding: 4 }}>
      <Collapse ghost items={[{ key: 'correct', label: t('title'), children: body }]} />
    </div>
  )
}
