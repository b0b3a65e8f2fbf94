import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Select } from 'antd'
import { messages, useT } from '@/lib/i18n/language'
import { useOptions } from '@/lib/vocabulary'
import { MoneyInput, moneyRule } from './money-input'
import './cost-fields.css'

const texts = messages({
  kind: ['种类', 'Kind'],
  cost: ['费用', 'Cost'],
  allowed: ['其中合理标的物直接成本', 'of it reasonable carriers'],
  note: ['说明', 'Note'],
  add: ['添加一项', 'Add a line'],
  remove: ['删除这一项', 'Remove this line'],
  bad: ['请填写金额，最多六位小数。', 'Please give an amount with at most six decimals.'],
})

/** The non-technical costs of a contract, a line each; with `notes`, each with a word why. */
export function CostFields({ notes }: { notes?: boolean }) {
  const t = useT(texts)
  const options = useOptions()
  return (
    <Form.List name="deductions">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div className={`cost-row ${notes ? 'notes' : ''}`} key={key}>
              <Form.Item name={[name, 'kind']} label={t('kind')} className="wide">
                <Select options={options('deductionKinds')} />
              </Form.Item>
              {(['cost', 'allowed'] as const).map((k) => (
                <Form.Item key={k} name={[name, `${k}Fen`]} label={t(k)} rules={[moneyRule(t('bad'))]}>
                  <MoneyInput />
                </Form.Item>
              ))}
              {notes && (
                <Form.Item name={[name, 'note']} label={t('note')} className="wide">
                  <Input maxLength={200} />
                </Form.Item>
              )}
              <Button className="remove" type="text" danger icon={<DeleteOutlined />} aria-label={t('remove')} onClick={() => remove(name)} />
            </div>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ kind: 'equipment' })} className="gap-below">
            {t('add')}
          </Button>
        </>
      )}
    </Form.List>
  )
}
