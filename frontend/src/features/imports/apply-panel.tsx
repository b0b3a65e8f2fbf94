import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Radio } from 'antd'
import { Link } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { applyImport, importQuery, type Import } from './api'
import { listOf } from './words'

const texts = messages({
  title: ['确认导入', 'Import'],
  all: ['将导入 {n} 行。', '{n} rows will be taken.'],
  count: ['将导入 {n} 行；{bad} 行有错误，不会导入。', '{n} rows will be taken; {bad} bad rows are left out.'],
  updates: ['其中 {n} 行更新系统中已有的内容，逐项列在下面。', '{n} of them update what is here, field by field below.'],
  nothing: ['没有可以导入的行。', 'No row can be taken.'],
  allThere: ['这些内容都已在平台上，没有变化，不需要再导入。', 'Everything is already there; nothing needs importing.'],
  publish: ['直接发布（视为由我审核通过）', 'Publish at once (counts as reviewed by me)'],
  skipNear: ['不导入疑似重复的 {n} 行', 'Leave out {n} near-duplicates'],
  refusing: ['{n} 行不同意公开，而系统中的内容已经公开：', '{n} rows do not agree to publication, but are public here:'],
  withdraw: ['撤下，不再公开', 'Withdraw them'],
  keep: ['保持公开，理由记入每一条的历史', 'Keep them public; the reason stands in the history of each'],
  reason: ['保持公开的理由', 'Why they stay public'],
  reasonHint: ['例如何时、由谁同意', 'For example who agreed, and when'],
  choose: ['请选择撤下或保持公开', 'Choose whether to withdraw them'],
  askReason: ['请写明保持公开的理由', 'Give the reason for keeping them public'],
  go: ['导入 {n} 行', 'Import {n} rows'],
  unknown: ['还有表头没有对应，先对应好再导入会更完整。', 'Some headings are not mapped yet; map them first for complete rows.'],
  back: ['回到列表', 'Back to the list'],
})

/** The last look before anything is written. */
export function ApplyPanel({ data: i }: { data: Import }) {
  const t = useT(texts)
  const client = useQueryClient()
  const officer = useIs('officer')
  const [form] = Form.useForm<{ publish: boolean; skipNear: boolean; refused?: 'withdraw' | 'keep'; keepReason?: string }>()
  const publish = Form.useWatch('publish', form) ?? false
  const skipNear = Form.useWatch('skipNear', form) ?? true
  const refused = Form.useWatch('refused', form)
  const keepReason = Form.useWatch('keepReason', form)
  const refusing = i.rows.refusing
  const listing = i.kind === 'demands' || i.kind === 'achievements'
  const n = Math.max(i.rows.good - (skipNear ? i.rows.near : 0), refusing)
  const start = useMutation({
    ...applyImport(i.id),
    onSuccess: (next) => {
      client.setQueryData(importQuery(i.id).queryKey, next)
      void client.invalidateQueries(importQuery(i.id))
    },
  })
  return (
    <Panel title={t('title')}>
      <Notice lines={start.error ? [start.error.message] : []} />
      {i.unknown.length > 0 && <Notice type="info" lines={[t('unknown')]} />}
      {i.rows.good === 0 && refusing === 0 ? (
        <>
          <p>{t(i.rows.unchanged > 0 && i.rows.bad === 0 ? 'allThere' : 'nothing')}</p>
          <Link to={listOf[i.kind] ?? '/imports'}>{t('back')}</Link>
        </>
      ) : (
        <Form form={form} initialValues={{ publish: false, skipNear: i.rows.near > 0 }} onFinish={() => start.mutate({ publish: listing && officer && publish, skipNear, ...(refusing > 0 && { refused, keepReason }) })}>
          <p>
            {t(i.rows.bad > 0 ? 'count' : 'all', { n, bad: i.rows.bad })} {i.rows.update > 0 && t('updates', { n: i.rows.update })}
          </p>
          {listing && officer && (
            <Form.Item className="gap-below" name="publish" valuePropName="checked">
              <Checkbox>{t('publish')}</Checkbox>
            </Form.Item>
          )}
          {i.rows.near > 0 && (
            <Form.Item className="gap-below" name="skipNear" valuePropName="checked">
              <Checkbox>{t('skipNear', { n: i.rows.near })}</Checkbox>
            </Form.Item>
          )}
          {refusing > 0 && (
            <>
              <Form.Item name="refused" label={t('refusing', { n: refusing })} rules={[{ required: true, message: t('choose') }]} layout="vertical">
                <Radio.Group style={{ display: 'grid', gap: 4 }}>
                  <Radio value="withdraw">{t('withdraw')}</Radio>
                  <Radio value="keep">{t('keep')}</Radio>
                </Radio.Group>
              </Form.Item>
              {refused === 'keep' && (
                <Form.Item name="keepReason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('askReason') }]} layout="vertical">
                  <Input maxLength={500} placeholder={t('reasonHint')} style={{ maxWidth: 480 }} />
                </Form.Item>
              )}
            </>
          )}
          <Button type="primary" htmlType="submit" loading={start.isPending} disabled={n <= 0}>
            {t('go', { n })}
          </Button>
        </Form>
      )}
    </Panel>
  )
}
