import { Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { can } from '@/lib/api/contracts'
import { takeStep } from '@/lib/api/steps'
import { useSend } from '@/lib/form/use-send'
import { money, timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useOptions, word } from '@/lib/vocabulary'
import { DateField } from '@/ui/date-field'
import { Facts } from '@/ui/facts'
import { MoneyInput, moneyRule } from '@/ui/money-input'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import type { Deal, Terms } from './api'

const texts = messages({
  title: ['条件卡', 'Terms'],
  none: ['双方同意洽谈后，由一方提出条件，另一方接受即为已商定。', 'Once both sides talk, one proposes terms; the deal is settled when the other accepts them.'],
  propose: ['提出条件', 'Propose terms'],
  counter: ['提出新的条件', 'Propose other terms'],
  price: ['价格（或区间下限）', 'Price (or low end)'],
  high: ['区间上限', 'High end'],
  words: ['计价说明', 'Price in words'],
  wordsHelp: ['例如：面议、按销售额 3% 提成', 'e.g. to be agreed, 3 % of sales'],
  mode: ['合作方式', 'Way to work together'],
  date: ['计划签约日期', 'Planned date of signing'],
  ip: ['知识产权', 'Intellectual property'],
  next: ['下一步', 'Next step'],
  amount: ['请填写数字，单位万元。', 'Give a number, in 10k CNY.'],
  needed: ['请选择合作方式。', 'Please choose.'],
  cancel: ['取消', 'Cancel'],
  by: ['{side} {name} 于 {at} 提出', 'Proposed by {side} {name}, {at}'],
  accepted: ['{name} 于 {at} 接受', 'Accepted by {name}, {at}'],
  open: ['等对方接受', 'Waits for the other side'],
  past: ['此前的条件（{n}）', 'Earlier terms ({n})'],
  demand: ['需求方', 'demand side'],
  achievement: ['成果方', 'achievement side'],
})

/** Terms lie on the table until the other side accepts them; a counter-proposal replaces them. */
export function TermsCard({ deal: d }: { deal: Deal }) {
  const t = useT(texts)
  const may = can(d, 'propose-terms')
  const [open, setOpen] = useState(false)
  if (d.state === 'intent' || d.state === 'lapsed' || (!d.terms && !may && !d.pastTerms?.length)) return null
  return (
    <Panel title={t('title')} extra={may && <Button data-step="propose-terms" onClick={() => setOpen(true)}>{t(d.terms ? 'counter' : 'propose')}</Button>}>
      {d.terms ? <TermsView terms={d.terms} /> : <p className="muted">{t('none')}</p>}
      {d.pastTerms && d.pastTerms.length > 0 && (
        <details>
          <summary>{t('past', { n: d.pastTerms.length })}</summary>
          {[...d.pastTerms].reverse().map((x) => (
            <TermsView key={x.at} terms={x} past />
          ))}
        </details>
      )}
      {open && <TermsDialog deal={d} close={() => setOpen(false)} />}
    </Panel>
  )
}

function TermsView({ terms: x, past }: { terms: Terms; past?: boolean }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const price = [x.priceFen != null ? money(x.priceFen, lang) : '', x.priceHighFen != null ? money(x.priceHighFen, lang) : ''].filter(Boolean).join(' – ')
  const rows: [string, string | undefined][] = [
    [t('price').replace(/（.*|\(.*/, ''), [price, x.priceWords].filter(Boolean).join(' · ')],
    [t('mode'), x.mode && say(word('modes', x.mode))],
    [t('date'), x.date],
    [t('ip'), x.ip],
    [t('next'), x.nextStep],
  ]
  return (
    <div className="gap-below">
      <Facts rows={rows.map(([k, v]) => [k, v && <span className="prewrap">{v}</span>])} />
      <p className="muted" style={{ margin: '6px 0 0' }}>
        {t('by', { side: t(x.proposedBy === 'demand' ? 'demand' : 'achievement'), name: x.by, at: timeOf(x.at, lang) })}
        {' · '}
        {x.acceptedAt ? t('accepted', { name: x.acceptedBy ?? '', at: timeOf(x.acceptedAt, lang) }) : past ? '' : t('open')}
      </p>
    </div>
  )
}

type Values = Pick<Terms, 'priceWords' | 'mode' | 'date' | 'ip' | 'nextStep'> & { priceFen?: number | null; priceHighFen?: number | null }

function TermsDialog({ deal: d, close }: { deal: Deal; close: () => void }) {
  const t = useT(texts)
  const options = useOptions()
  const [form] = Form.useForm<Values>()
  const { send, busy, lines } = useSend(form, takeStep('deals', d.id, d.rev), close)
  return (
    <Modal open title={t('propose')} okText={t('propose')} cancelText={t('cancel')} confirmLoading={busy} onCancel={close} onOk={() => form.submit()}>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} initialValues={d.terms} onFinish={(v) => send({ step: 'propose-terms', body: { ...v, priceFen: v.priceFen ?? undefined, priceHighFen: v.priceHighFen ?? undefined } })}>
        <div className="form-grid">
          <Form.Item name="priceFen" label={t('price')} rules={[moneyRule(t('amount'))]}>
            <MoneyInput />
          </Form.Item>
          <Form.Item name="priceHighFen" label={t('high')} rules={[moneyRule(t('amount'))]}>
            <MoneyInput />
          </Form.Item>
          <Form.Item name="priceWords" label={t('words')} className="full">
            <Input placeholder={t('wordsHelp')} maxLength={200} />
          </Form.Item>
          <Form.Item name="mode" label={t('mode')} rules={[{ required: true, message: t('needed') }]}>
            <Select options={options('modes')} />
          </Form.Item>
          <Form.Item name="date" label={t('date')}>
            <DateField min={new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })} />
          </Form.Item>
          <Form.Item name="ip" label={t('ip')} className="full">
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
          </Form.Item>
          <Form.Item name="nextStep" label={t('next')} className="full">
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}
