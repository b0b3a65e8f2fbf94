import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Select } from 'antd'
import { amountsQuery, type Deduction, type Royalty } from '@/lib/api/contracts'
import { deductionKinds } from '@/lib/contract-words'
import { messages, useT } from '@/lib/i18n/language'
import { useSettled } from '@/lib/settled'
import { useOptions } from '@/lib/vocabulary'
import { MoneyInput, moneyRule } from '@/ui/money-input'

const texts = messages({
  costs: ['非技术性费用', 'Non-technical costs'],
  kind: ['种类', 'Kind'],
  cost: ['费用', 'Cost'],
  allowed: ['其中合理标的物直接成本', 'of it reasonable carriers'],
  add: ['添加一项', 'Add a line'],
  remove: ['删除这一项', 'Remove this line'],
  bad: ['请填写金额，最多六位小数。', 'Please give an amount with at most six decimals.'],
})

const amount = (v: unknown) => (typeof v === 'number' && !Number.isNaN(v) ? v : 0)

/** Lines as the API wants them; empty ones are left out. */
export const linesOf = (v: Deduction[] | null | undefined): Deduction[] =>
  (v ?? [])
    .filter((d) => d && (d.costFen || d.kind))
    .map((d) => ({ kind: d.kind ?? 'other', costFen: amount(d.costFen), allowedFen: amount(d.allowedFen), ...(d.note ? { note: d.note } : {}) }))

/** What the server's rule makes of the amounts while one types. */
export const useComputed = (totalFen: number | null | undefined, deductions: Deduction[] | null | undefined, payment?: string, royalty?: Royalty) =>
  useQuery(amountsQuery(useSettled({ totalFen: amount(totalFen), deductions: linesOf(deductions), payment: payment ?? '', ...(royalty ? { royalty } : {}) }, 250)))

export function CostFields() {
  const t = useT(texts)
  const options = useOptions()
  return (
    <Form.List name="deductions">
      {(fields, { add, remove }) => (
        <fieldset className="plain-set">
          <legend>{t('costs')}</legend>
          {fields.map(({ key, name }) => (
            <div className="cost-row" key={key}>
              <Form.Item name={[name, 'kind']} label={t('kind')}>
                <Select options={options(deductionKinds)} />
              </Form.Item>
              <Form.Item name={[name, 'costFen']} label={t('cost')} rules={[moneyRule(t('bad'))]}>
                <MoneyInput />
              </Form.Item>
              <Form.Item name={[name, 'allowedFen']} label={t('allowed')} rules={[moneyRule(t('bad'))]}>
                <MoneyInput />
              </Form.Item>
              <Button style={{ marginTop: 30 }} type="text" danger icon={<DeleteOutlined />} aria-label={t('remove')} onClick={() => remove(name)} />
            </div>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ kind: 'equipment' })}>
            {t('add')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  )
}
