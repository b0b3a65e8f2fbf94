import { Button, Form, Input } from 'antd'
import { can, type Contract } from '@/lib/api/contracts'
import { messages, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { useStep } from './use-step'

const texts = messages({
  title: ['复核', 'Second registrar'],
  hint: ['本市场规定认定后由另一名登记员复核，复核通过才能录入登记编号；有问题的请“退回审查”。', 'This market asks another registrar to countersign before the number is entered; send it back for review if something is wrong.'],
  note: ['复核意见（可空）', 'Remark (optional)'],
  second: ['复核通过', 'Countersign'],
  mine: ['您是认定人，复核应由另一名登记员办理。', 'You recognised it: another registrar must countersign.'],
  aloneHint: ['B角不在岗时可以一人办理，理由记入登记档案。', 'When no second registrar is there you may go on alone; the reason is kept with the file.'],
  reason: ['一人办理的理由', 'Why alone'],
  reasonNeeded: ['请写明理由，如B角外出培训。', 'Please give the reason, such as the second registrar being away.'],
  alone: ['一人办理', 'Go on alone'],
})

/** The word of a second registrar, or why there is none. */
export function SecondForm({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const [form] = Form.useForm<{ note?: string }>()
  const [single] = Form.useForm<{ reason: string }>()
  const second = useStep(c, 'second', form)
  const alone = useStep(c, 'alone', single)
  const may = can(c, 'second')
  return (
    <Panel title={t('title')}>
      <p className="muted">{t('hint')}</p>
      <Notice lines={[...second.lines, ...alone.lines]} />
      {may ? (
        <Form form={form} layout="vertical" onFinish={(v) => second.take({ note: v.note ?? '' })}>
          <Form.Item name="note" label={t('note')}>
            <Input maxLength={300} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={second.busy} data-step="second">
            {t('second')}
          </Button>
        </Form>
      ) : (
        <p>{t('mine')}</p>
      )}
      <p className="muted gap-above">
        {t('aloneHint')}
      </p>
      <Form form={single} layout="vertical" requiredMark={false} onFinish={(v) => alone.take(v)}>
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('reasonNeeded') }]}>
          <Input maxLength={300} />
        </Form.Item>
        <Button htmlType="submit" loading={alone.busy} data-step="alone">
          {t('alone')}
        </Button>
      </Form>
    </Panel>
  )
}
