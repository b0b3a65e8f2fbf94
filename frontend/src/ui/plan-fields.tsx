import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { messages, useT } from '@/lib/i18n/language'
import { useOptions } from '@/lib/vocabulary'
import { DateField } from './date-field'
import { MoneyInput, moneyRule } from './money-input'

const texts = messages({
  add: ['添加一条', 'Add a line'],
  remove: ['删除第 {n} 条', 'Remove line {n}'],
  stage: ['里程碑', 'Milestone'],
  due: ['完成日期', 'Due'],
  when: ['付款条件', 'Condition'],
  milestone: ['第几个里程碑', 'Milestone no.'],
  on: ['日期', 'Date'],
  fen: ['金额', 'Amount'],
  public: ['财政资金', 'Public money'],
  amount: ['请填写数字，单位万元。', 'Give a number, in 10k CNY.'],
})

type Name = string | (string | number)[]

/** Lines of a form that can be added and removed, unless their number is fixed. */
export function Lines({ name, fresh, fixed, children }: { name: Name; fresh: object; fixed?: boolean; children: (n: number) => ReactNode }) {
  const t = useT(texts)
  return (
    <Form.List name={name}>
      {(fields, { add, remove }) => (
        <div className="stack" style={{ gap: 8 }}>
          {fields.map((f, i) => (
            <div key={f.key} className="row" style={{ alignItems: 'flex-start', flexWrap: 'nowrap' }}>
              <div className="form-grid three" style={{ flex: 1 }}>
                {children(f.name)}
              </div>
              {!fixed && <Button type="text" danger icon={<DeleteOutlined />} aria-label={t('remove', { n: i + 1 })} onClick={() => remove(f.name)} />}
            </div>
          ))}
          {!fixed && (
            <div>
              <Button icon={<PlusOutlined />} onClick={() => add(fresh)}>
                {t('add')}
              </Button>
            </div>
          )}
        </div>
      )}
    </Form.List>
  )
}

export function StageFields({ name = ['stages'] }: { name?: (string | number)[] }) {
  const t = useT(texts)
  return (
    <Lines name={name} fresh={{}}>
      {(n) => (
        <>
          <Form.Item name={[n, 'title']} label={t('stage')}>
            <Input maxLength={300} />
          </Form.Item>
          <Form.Item name={[n, 'due']} label={t('due')}>
            <DateField />
          </Form.Item>
        </>
      )}
    </Lines>
  )
}

export function PaymentFields({ name, withPublic }: { name: (string | number)[]; withPublic: boolean }) {
  const t = useT(texts)
  const options = useOptions()
  const form = Form.useFormInstance()
  const all = Form.useWatch(name, form) as { when?: string }[] | undefined
  return (
    <Lines name={name} fresh={{ when: 'effective' }}>
      {(n) => (
        <>
          <Form.Item name={[n, 'when']} label={t('when')}>
            <Select options={options('payConditions')} />
          </Form.Item>
          {all?.[n]?.when === 'milestone' && (
            <Form.Item name={[n, 'milestone']} label={t('milestone')}>
              <InputNumber min={1} max={30} precision={0} />
            </Form.Item>
          )}
          {all?.[n]?.when === 'date' && (
            <Form.Item name={[n, 'on']} label={t('on')}>
              <DateField />
            </Form.Item>
          )}
          <Form.Item name={[n, 'fen']} label={t('fen')} rules={[moneyRule(t('amount'))]}>
            <MoneyInput />
          </Form.Item>
          {withPublic && (
            <Form.Item name={[n, 'public']} valuePropName="checked">
              <Checkbox>{t('public')}</Checkbox>
            </Form.Item>
          )}
        </>
      )}
    </Lines>
  )
}
