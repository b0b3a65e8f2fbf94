import { Form, Input, InputNumber, Select } from 'antd'
import { useSay, useT } from '@/lib/i18n/language'
import { modes, trl } from '@/lib/vocabulary'
import { DateField } from '@/ui/date-field'
import { MoneyInput, moneyRule } from '@/ui/money-input'
import { formTexts } from './form-texts'
import { LevelLabel } from './level-select'
import type { Kind } from './types'

/** Modes, money, time, maturity; for achievements also whose it is. */
export function TermFields({ kind }: { kind: Kind }) {
  const t = useT(formTexts)
  const say = useSay()
  const levels = Object.entries(trl).map(([value, x]) => ({ value: Number(value), label: say(x) }))
  return (
    <div className="form-grid">
      <Form.Item className="full" name="modes" label={t('modes')}>
        <Select mode="multiple" allowClear options={Object.entries(modes).map(([value, x]) => ({ value, label: say(x) }))} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      {kind === 'demand' ? (
        <>
          <Form.Item name="budgetFen" label={<LevelLabel field="budgetFen">{t('budget')}</LevelLabel>} rules={[moneyRule(t('amount'))]}>
            <MoneyInput />
          </Form.Item>
          <Form.Item name="deadline" label={t('deadline')}>
            <DateField />
          </Form.Item>
          <Form.Item name="minTrl" label={t('minTrl')}>
            <Select allowClear options={levels} />
          </Form.Item>
        </>
      ) : (
        <>
          <Form.Item name="priceFen" label={<LevelLabel field="priceFen">{t('price')}</LevelLabel>} rules={[moneyRule(t('amount'))]}>
            <MoneyInput />
          </Form.Item>
          <Form.Item name="pricing" label={t('pricing')}>
            <Select allowClear options={['协议定价', '挂牌交易', '拍卖'].map((value) => ({ value }))} />
          </Form.Item>
          <Form.Item name="trl" label={t('trl')}>
            <Select allowClear options={levels} />
          </Form.Item>
          <Form.Item name="year" label={t('year')}>
            <InputNumber min={1949} max={2100} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="inventors" label={<LevelLabel field="inventors">{t('inventors')}</LevelLabel>}>
            <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ',']} />
          </Form.Item>
          <Form.Item name="holder" label={t('holder')}>
            <Input />
          </Form.Item>
          <Form.Item className="full" name="evidence" label={<LevelLabel field="evidence">{t('proof')}</LevelLabel>}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} />
          </Form.Item>
        </>
      )}
      <Form.Item name="floorFen" label={t(kind === 'demand' ? 'floorDemand' : 'floorAchievement')} extra={t('floorHint')} rules={[moneyRule(t('amount'))]}>
        <MoneyInput />
      </Form.Item>
    </div>
  )
}
