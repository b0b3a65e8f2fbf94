import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Select } from 'antd'
import { useEffect, useState } from 'react'
import { post } from '@/lib/api/client'
import type { Amounts, Deduction, Royalty } from '@/lib/contract'
import { deductionKinds } from '@/lib/contract-words'
import { messages, useSay, useT } from '@/lib/i18n/language'
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
export const linesOf = (v: Partial<Deduction>[] | undefined): Deduction[] =>
  (v ?? [])
    .filter((d) => d && (d.costFen || d.kind))
    .map((d) => ({ kind: d.kind ?? 'other', costFen: amount(d.costFen), allowedFen: amount(d.allowedFen), ...(d.note ? { note: d.note } : {}) }))

/** What the server's rule makes of the amounts while one types. */
export function useComputed(totalFen: number | null | undefined, deductions: Partial<Deduction>[] | undefined, payment?: string, royalty?: Royalty | null) {
  const body = JSON.stringify({ totalFen: amount(totalFen), deductions: linesOf(deductions), payment: payment ?? '', ...(royalty ? { royalty } : {}) })
  const [settled, setSettled] = useState(body)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(body), 250)
    return () => clearTimeout(timer)
  }, [body])
  return useQuery({
    queryKey: ['amounts', settled],
    queryFn: () => post<Amounts>('/contracts/amounts', JSON.parse(settled)),
    enabled: amount(totalFen) > 0,
    placeholderData: (old) => old,
    retry: false,
    staleTime: Infinity,
  })
}

export function CostFields() {
  const t = useT(texts)
  const say = useSay()
  return (
    <Form.List name="deductions">
      {(fields, { add, remove }) => (
        <fieldset style={{ border: 0, padding: 0, margin: '0 0 12px' }}>
          <legend style={{ fontWeight: 600, padding: 0 }}>{t('costs')}</legend>
          {fields.map(({ key, name }) => (
            <div className="cost-row" key={key}>
              <Form.Item name={[name, 'kind']} label={t('kind')}>
                <Select options={Object.entries(deductionKinds).map(([value, x]) => ({ value, label: say(x) }))} />
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
