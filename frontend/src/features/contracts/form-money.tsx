import { useQuery } from '@tanstack/react-query'
import { Checkbox, Form, Input, Select } from 'antd'
import { amountsQuery, type ContractContent } from '@/lib/api/contracts'
import { messages, useT } from '@/lib/i18n/language'
import { useSettled } from '@/lib/settled'
import { useOptions } from '@/lib/vocabulary'
import { TwoAmounts } from '@/ui/amounts'
import { CostFields } from '@/ui/cost-fields'
import { MoneyInput, moneyRule } from '@/ui/money-input'
import { Panel } from '@/ui/page'
import { PaymentFields, StageFields } from '@/ui/plan-fields'
import { bodyOf } from './contract-values'
import { Label } from './missing-line'

const texts = messages({
  title: ['金额', 'Amounts'],
  total: ['合同成交额', 'Contract value'],
  badMoney: ['请填写金额，最多六位小数。', 'Please give an amount with at most six decimals.'],
  payment: ['支付方式', 'Way of payment'],
  deductions: ['非技术性费用（设备、仪器、零部件、原材料等）', 'Non-technical costs (equipment, parts, material)'],
  rule: ['技术交易额 = 成交额 − 非技术性费用；合理数量标的物（如样机 1–2 套、资料副本）的直接成本不扣除。', 'Technology value = contract value − non-technical costs; the direct cost of a reasonable number of carriers (1–2 prototypes, copies) is not deducted.'],
  live: ['按填写内容计算', 'Computed from what is filled in'],
  royalty: ['提成条款', 'Royalty terms'],
  base: ['提成基数', 'Base'],
  rate: ['提成比例（%）', 'Rate (%)'],
  course: ['变化方式', 'Course'],
  entry: ['入门费', 'Entry fee'],
  estimate: ['预计提成总额（未知请留空）', 'Estimated royalties (empty if unknown)'],
  inspect: ['约定查阅账目的办法', 'Right to inspect the accounts'],
  stages: ['里程碑', 'Milestones'],
  payments: ['付款节点', 'Payments'],
  plan: ['可以不写。写了付款节点的，合计须等于合同成交额；平台只登记，不经手资金。', 'Optional. Payments must add up to the contract value; they are recorded here, no money moves.'],
  related: ['双方为关联方（关联交易）', 'The parties are related'],
})

/** 成交额, what is deducted and why, and 技术交易额 as the server's rule computes it while one types. */
export function FormMoney() {
  const t = useT(texts)
  const form = Form.useFormInstance<ContractContent>()
  const totalFen = Form.useWatch('totalFen', form)
  const deductions = Form.useWatch('deductions', form)
  const payment = Form.useWatch('payment', form)
  const royalty = Form.useWatch('royalty', form)
  const typed = bodyOf({ totalFen, deductions, payment, royalty })
  const amounts = useQuery(amountsQuery(useSettled({ totalFen: typed.totalFen, deductions: typed.deductions, payment: typed.payment, royalty: typed.royalty }, 250)))
  const royal = payment === 'royalty' || payment === 'entryRoyalty'
  const filled = Boolean(totalFen) && !Number.isNaN(totalFen)
  const options = useOptions()
  return (
    <Panel title={t('title')}>
      <div className="form-grid">
        <Form.Item name="totalFen" label={<Label at="/totalFen">{t('total')}</Label>} rules={[moneyRule(t('badMoney'))]}>
          <MoneyInput />
        </Form.Item>
        <Form.Item name="payment" label={<Label at="/payment">{t('payment')}</Label>}>
          <Select allowClear options={options('payMethods')} />
        </Form.Item>
      </div>
      <h3 className="sub-title">{t('stages')}</h3>
      <p className="muted">{t('plan')}</p>
      <StageFields />
      <h3 className="sub-title">{t('payments')}</h3>
      <PaymentFields name={['payments']} withPublic />
      <h3 className="sub-title">{t('deductions')}</h3>
      <p className="muted">{t('rule')}</p>
      <CostFields notes />
      {royal && (
        <>
          <h3 className="sub-title">{t('royalty')}</h3>
          <div className="form-grid three">
            <Form.Item name={['royalty', 'base']} label={t('base')}>
              <Select allowClear options={options('royaltyBases')} />
            </Form.Item>
            <Form.Item name={['royalty', 'rate']} label={t('rate')}>
              <Input inputMode="decimal" maxLength={10} />
            </Form.Item>
            <Form.Item name={['royalty', 'course']} label={t('course')}>
              <Select allowClear options={options('royaltyCourses')} />
            </Form.Item>
            <Form.Item name={['royalty', 'entryFen']} label={t('entry')} rules={[moneyRule(t('badMoney'))]}>
              <MoneyInput />
            </Form.Item>
            <Form.Item name={['royalty', 'estimateFen']} label={t('estimate')} rules={[moneyRule(t('badMoney'))]}>
              <MoneyInput />
            </Form.Item>
            <Form.Item name={['royalty', 'inspect']} valuePropName="checked" label=" " colon={false}>
              <Checkbox>{t('inspect')}</Checkbox>
            </Form.Item>
          </div>
        </>
      )}
      <Form.Item name="related" valuePropName="checked">
        <Checkbox>{t('related')}</Checkbox>
      </Form.Item>
      <div role="status" aria-live="polite" aria-label={t('live')}>
        <p className="muted gap-below">
          {t('live')}
        </p>
        {amounts.error && filled ? (
          <p className="bad-text">{amounts.error.message}</p>
        ) : (
          <TwoAmounts totalFen={filled ? totalFen : null} techFen={filled ? amounts.data?.techFen : null} open={filled && amounts.data?.open} />
        )}
      </div>
    </Panel>
  )
}
