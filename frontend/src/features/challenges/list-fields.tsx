import { Form, Input, Select } from 'antd'
import { messages, useT } from '@/lib/i18n/language'
import { Lines } from '@/ui/plan-fields'
import { useTerms } from './words'

const texts = messages({
  metric: ['指标名称', 'Metric'],
  op: ['比较', 'Compare'],
  value: ['目标值', 'Target'],
  high: ['上限', 'Upper end'],
  unit: ['单位', 'Unit'],
  method: ['测试方法', 'Test method'],
})

export function IndicatorFields() {
  const t = useT(texts)
  const terms = useTerms()
  const form = Form.useFormInstance()
  const all = Form.useWatch('indicators', form) as { op?: string }[] | undefined
  return (
    <Lines name="indicators" fresh={{ op: '>=' }}>
      {(n) => (
        <>
          <Form.Item name={[n, 'metric']} label={t('metric')}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={[n, 'op']} label={t('op')}>
            <Select options={terms.options('challengeOperators')} />
          </Form.Item>
          <Form.Item name={[n, 'value']} label={t('value')}>
            <Input maxLength={100} />
          </Form.Item>
          {all?.[n]?.op === 'range' && (
            <Form.Item name={[n, 'high']} label={t('high')}>
              <Input maxLength={100} />
            </Form.Item>
          )}
          <Form.Item name={[n, 'unit']} label={t('unit')}>
            <Input maxLength={30} />
          </Form.Item>
          <Form.Item name={[n, 'method']} label={t('method')}>
            <Input maxLength={300} />
          </Form.Item>
        </>
      )}
    </Lines>
  )
}
