import { Form, Input, InputNumber, Select } from 'antd'
import { useT } from '@/lib/i18n/language'
import { useOptions } from '@/lib/vocabulary'
import { DateField } from '@/ui/date-field'
import { MoneyInput, moneyRule } from '@/ui/money-input'
import { formTexts } from './form-texts'
import { Leveled } from './level-select'
import type { Kind } from '@/lib/api/listings'

/** Modes, money, time, maturity; for achievements also whose it is. */
export function TermFields({ kind }: { kind: Kind }) {
  const t = useT(formTexts)
  const options = useOptions()
  const levels = options('trls').map((o) => ({ ...o, value: Number(o.value) }))
  return (
    <div className="form-grid">
      <Form.Item className="full" name="modes" label={t('modes')}>
        <Select mode="multiple" allowClear options={options('modes')} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      {kind === 'demand' ? (
        <>
          <Leveled field="budgetFen" name="budgetFen" label={t('budget')} rules={[moneyRule(t('amount'))]}>
            <MoneyInput />
          </Leveled>
          <HighEnd low="budgetFen" name="budgetHighFen" label={t('budgetHigh')} />
          <Form.Item name="deadline" label={t('deadline')}>
            <DateField />
          </Form.Item>
          <Form.Item name="minTrl" label={t('minTrl')}>
            <Select allowClear options={levels} />
          </Form.Item>
        </>
      ) : (
        <>
          <Leveled field="priceFen" name="priceFen" label={t('price')} rules={[moneyRule(t('amount'))]}>
            <MoneyInput />
          </Leveled>
          <HighEnd low="priceFen" name="priceHighFen" label={t('priceHigh')} />
          <Form.Item name="pricing" label={t('pricing')}>
            <Select allowClear options={['协议定价', '挂牌交易', '拍卖'].map((value) => ({ value }))} />
          </Form.Item>
          <Form.Item name="trl" label={t('trl')}>
            <Select allowClear options={levels} />
          </Form.Item>
          <Form.Item name="year" label={t('year')}>
            <InputNumber min={1949} max={2100} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Leveled field="inventors" name="inventors" label={t('inventors')}>
            <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ',']} />
          </Leveled>
          <Form.Item name="holder" label={t('holder')}>
            <Input />
          </Form.Item>
          <Leveled field="evidence" className="full" name="evidence" label={t('proof')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} />
          </Leveled>
        </>
      )}
      <Form.Item name="floorFen" label={t(kind === 'demand' ? 'floorDemand' : 'floorAchievement')} extra={t('floorHint')} rules={[moneyRule(t('amount'))]}>
        <MoneyInput />
      </Form.Item>
    </div>
  )
}

/** The high end of a range; empty for a single amount. It shares the disclosure level of its low end. */
function HighEnd({ low, name, label }: { low: string; name: string; label: string }) {
  const t = useT(formTexts)
  return (
    <Form.Item
      name={name}
      label={label}
      extra={t('highHint')}
      dependencies={[low]}
      rules={[
        moneyRule(t('amount')),
        ({ getFieldValue }) => ({
          validator: (_, v: number | null | undefined) =>
            typeof v === 'number' && v < ((getFieldValue(low) as number | null) ?? 0) ? Promise.reject(new Error(t('highBelow'))) : Promise.resolve(),
        }),
      ]}
    >
      <MoneyInput />
    </Form.Item>
  )
}
