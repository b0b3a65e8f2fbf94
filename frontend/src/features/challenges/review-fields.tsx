import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { messages, useT } from '@/lib/i18n/language'
import { Lines } from '@/ui/plan-fields'
import { PointsInput } from '@/ui/points-input'
import type { ReviewTerms } from './review-terms'
import { useTerms } from './words'

const texts = messages({
  form: ['评审方式', 'Form of the review'],
  seats: ['评审专家人数（单数）', 'Experts (an odd number)'],
  pass: ['最低分（平均分达到才能选定）', 'Pass mark (least mean to be chosen)'],
  dropEnds: ['去掉最高分和最低分（至少 5 位专家）', 'Drop the highest and the lowest total (5 experts or more)'],
  criteria: ['评分指标', 'Criteria'],
  name: ['指标', 'Criterion'],
  weight: ['权重（%）', 'Weight (%)'],
  most: ['满分', 'At most'],
  text: ['看什么', 'What to look at'],
  whole: ['权重合计 100%', 'The weights make 100%'],
  sum: ['权重合计 {n}%，须为 100%', 'The weights make {n}%; they must make 100%'],
  frozen: ['评审办法随榜单公布，公布后不能更改。', 'The review is published with the challenge and stands from then on.'],
})

/** How experts review the bids: criteria and arithmetic. */
export function ReviewFields({ fixed }: { fixed: boolean }) {
  const t = useT(texts)
  const terms = useTerms()
  const form = Form.useFormInstance()
  const criteria = Form.useWatch(['review', 'criteria'], form) as ReviewTerms['criteria']
  const sum = (criteria ?? []).reduce((n, c) => n + (c?.weight ?? 0), 0)
  return (
    <>
      <p className="muted">{t('frozen')}</p>
      <div className="form-grid three">
        <Form.Item name={['review', 'form']} label={t('form')}>
          <Select disabled={fixed} options={terms.options('reviewForms')} />
        </Form.Item>
        <Form.Item name={['review', 'seats']} label={t('seats')}>
          <InputNumber disabled={fixed} min={3} max={15} step={2} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name={['review', 'passMark']} label={t('pass')}>
          <PointsInput disabled={fixed} />
        </Form.Item>
        <Form.Item name={['review', 'dropEnds']} valuePropName="checked" className="full">
          <Checkbox disabled={fixed}>{t('dropEnds')}</Checkbox>
        </Form.Item>
      </div>
      <h3>{t('criteria')}</h3>
      <Lines name={['review', 'criteria']} fresh={{ most: 10000 }} fixed={fixed}>
        {(n) => (
          <>
            <Form.Item name={[n, 'name']} label={t('name')}>
              <Input disabled={fixed} maxLength={100} />
            </Form.Item>
            <Form.Item name={[n, 'weight']} label={t('weight')}>
              <InputNumber disabled={fixed} min={1} max={100} precision={0} style={{ width: '100%' }} />
            </Form.Item>
            <Form.Item name={[n, 'most']} label={t('most')}>
              <PointsInput disabled={fixed} />
            </Form.Item>
            <Form.Item name={[n, 'text']} label={t('text')} className="full">
              <Input disabled={fixed} maxLength={500} />
            </Form.Item>
          </>
        )}
      </Lines>
      <p role="status" className={sum === 100 ? 'muted' : 'bad-text'}>
        {sum === 100 ? t('whole') : t('sum', { n: sum })}
      </p>
    </>
  )
}
