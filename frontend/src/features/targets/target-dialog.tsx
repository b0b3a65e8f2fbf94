import { App, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useRecordForm } from '@/lib/form/use-record-form'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { known, useOptions, type List } from '@/lib/vocabulary'
import { MoneyInput, moneyRule } from '@/ui/money-input'
import { Notice } from '@/ui/notice'
import { Stale } from '@/ui/stale'
import { postTarget, putTarget, readTarget, type Target, type TargetForm } from './api'

const texts = messages({
  new: ['新建目标', 'New target'],
  edit: ['修改目标', 'Edit target'],
  save: ['保存', 'Save'],
  cancel: ['取消', 'Cancel'],
  saved: ['目标已保存', 'Target saved'],
  indicator: ['指标名称', 'Indicator'],
  indicatorNeeded: ['请填写指标名称。', 'Please name the indicator.'],
  measure: ['衡量口径', 'Measure'],
  op: ['要求', 'Condition'],
  valueFen: ['目标数额（空为未量化）', 'Target amount (empty: not quantified)'],
  bad: ['请填写金额，最多六位小数。', 'Please give an amount with at most six decimals.'],
  value: ['目标值', 'Target value'],
  unit: ['单位', 'Unit'],
  actual: ['完成值', 'Actual value'],
  evidence: ['完成值的依据', 'Evidence'],
  year: ['年份（原文未写明留空）', 'Year (empty if not stated)'],
  scope: ['统计口径', 'Scope'],
  anyScope: ['未定（三种都列出）', 'Not defined (all three shown)'],
  status: ['文件状态', 'Status'],
  period: ['期间', 'Period'],
  since: ['累计起始年份', 'Counted since'],
  level: ['层级', 'Level'],
  quote: ['文件原文', 'Quotation'],
  source: ['文件名称', 'Document'],
})

const first: TargetForm = { indicator: '', measure: 'undefined', op: '≥', status: 'official', period: 'year', level: 'local', scope: '' }

const clean = (v: TargetForm): TargetForm => Object.fromEntries(Object.entries(v).filter(([, x]) => x !== null && x !== undefined && x !== ''))

const fields = ['indicator', 'measure', 'op', 'valueFen', 'value', 'actual', 'evidence', 'unit', 'year', 'scope', 'status', 'period', 'level', 'since', 'quote', 'source'] as const

/** Only what the form edits. */
const edited = (x: Target): TargetForm => clean(Object.fromEntries(fields.map((k) => [k, x[k]])))
const versionOf = (x: Target) => ({ value: edited(x), rev: x.rev })

/** Creates or edits a target; `target` undefined is a new one. */
export function TargetDialog({ open, target, onClose }: { open: boolean; target?: Target; onClose: () => void }) {
  const t = useT(texts)
  const say = useSay()
  const options = useOptions()
  const { message } = App.useApp()
  const [form] = Form.useForm<TargetForm>()
  const measure = Form.useWatch('measure', form) ?? target?.measure ?? first.measure
  const period = Form.useWatch('period', form) ?? target?.period ?? first.period
  const number = measure === 'number'
  const lists: Readonly<Record<string, List>> = { measure: 'targetMeasures', scope: 'statScopes', status: 'targetStatuses', period: 'targetPeriods', level: 'targetLevels' }
  const record = useRecordForm({
    form,
    start: target ? versionOf(target) : { value: first, rev: 0 },
    load: target && (() => readTarget(target.id).then(versionOf)),
    save: (v: TargetForm, rev, key) => (target ? putTarget(target.id, rev, v) : postTarget(v, key)),
    changes: ['targets'],
    done: () => {
      message.success(t('saved'))
      onClose()
    },
  })
  const word = (path: string, v: unknown) => {
    const w = known(lists[path] ?? {}, String(v))
    return w && say(w)
  }
  return (
    <Modal
      open={open}
      width={680}
      title={t(target ? 'edit' : 'new')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={record.busy}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
      afterOpenChange={() => record.setLines([])}
    >
      <Stale record={record} word={word} />
      <Notice lines={record.lines} />
      <Form form={form} layout="vertical" requiredMark={false} preserve={false} initialValues={target ? { ...target, scope: target.scope ?? '' } : first} onFinish={(v) => record.save(clean(v))}>
        <Form.Item name="indicator" label={t('indicator')} rules={[{ required: true, whitespace: true, message: t('indicatorNeeded') }]}>
          <Input maxLength={60} />
        </Form.Item>
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))', gap: '0 16px' }}>
          <Form.Item name="measure" label={t('measure')}>
            <Select options={options('targetMeasures')} />
          </Form.Item>
          <Form.Item name="op" label={t('op')}>
            <Select options={['≥', '>', '≤'].map((value) => ({ value, label: value }))} />
          </Form.Item>
          {number ? (
            <>
              <Form.Item name="value" label={t('value')}>
                <Input inputMode="decimal" maxLength={20} />
              </Form.Item>
              <Form.Item name="unit" label={t('unit')}>
                <Input maxLength={10} />
              </Form.Item>
              <Form.Item name="actual" label={t('actual')}>
                <Input inputMode="decimal" maxLength={20} />
              </Form.Item>
            </>
          ) : (
            <Form.Item name="valueFen" label={t('valueFen')} rules={[moneyRule(t('bad'))]}>
              <MoneyInput />
            </Form.Item>
          )}
          <Form.Item name="year" label={t('year')}>
            <InputNumber style={{ width: '100%' }} precision={0} controls={false} />
          </Form.Item>
          <Form.Item name="period" label={t('period')}>
            <Select options={options('targetPeriods')} />
          </Form.Item>
          {period === 'cumulative' && (
            <Form.Item name="since" label={t('since')}>
              <InputNumber style={{ width: '100%' }} precision={0} controls={false} />
            </Form.Item>
          )}
          {!number && (
            <Form.Item name="scope" label={t('scope')}>
              <Select options={[{ value: '', label: t('anyScope') }, ...options('statScopes')]} />
            </Form.Item>
          )}
          <Form.Item name="status" label={t('status')}>
            <Select options={options('targetStatuses')} />
          </Form.Item>
          <Form.Item name="level" label={t('level')}>
            <Select options={options('targetLevels')} />
          </Form.Item>
        </div>
        {number && (
          <Form.Item name="evidence" label={t('evidence')}>
            <Input maxLength={500} />
          </Form.Item>
        )}
        <Form.Item name="quote" label={t('quote')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} />
        </Form.Item>
        <Form.Item name="source" label={t('source')}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
