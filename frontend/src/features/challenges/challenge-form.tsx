import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Listing } from '@/lib/api/listings'
import { useRecordForm } from '@/lib/form/use-record-form'
import { messages, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { DateField } from '@/ui/date-field'
import { IndustrySelect } from '@/ui/industry-select'
import { MoneyInput, moneyRule } from '@/ui/money-input'
import { Notice } from '@/ui/notice'
import { OrgSelect } from '@/ui/org-select'
import { OrgList } from './org-list'
import { Panel } from '@/ui/page'
import { PaymentFields, StageFields } from '@/ui/plan-fields'
import { Stale } from '@/ui/stale'
import '@/ui/form.css'
import { correctChallenge, postChallenge, putChallenge, readChallenge, type Challenge, type HardProblem, type ChallengeTerms } from './api'
import { IndicatorFields } from './list-fields'
import { ReviewFields } from './review-fields'
import { placeReview, usualReview } from './review-terms'
import { useTerms } from './words'

const texts = messages({
  asker: ['发榜单位', 'Asker'],
  problem: ['难题', 'The problem'],
  title: ['名称', 'Title'],
  kind: ['榜单类别', 'Kind'],
  problemKind: ['问题类型', 'Kind of problem'],
  industry: ['所属产业', 'Industry'],
  why: ['为什么重要（一两句话）', 'Why it matters (a sentence or two)'],
  text: ['要解决什么', 'What to solve'],
  difficulties: ['主要难点', 'Difficulties'],
  indicators: ['考核指标', 'Indicators'],
  money: ['经费', 'Money'],
  own: ['发榜方自筹', 'Own money'],
  public: ['财政资金', 'Public money'],
  ratioNote: ['自筹低于 1:1 的理由', 'Why own money is below 1:1'],
  budget: ['经费管理方式', 'Budget'],
  excluded: ['负面清单（一行一条）', 'Not to be paid (one a line)'],
  purpose: ['用途（责任单位发榜）', 'Purpose (of a department)'],
  stages: ['里程碑', 'Milestones'],
  payments: ['付款节点（可以洽谈后再定）', 'Payments (may follow the talks)'],
  time: ['时间', 'Time'],
  deadline: ['揭榜截止日（当日 24:00）', 'Last day for bids (24:00)'],
  finish: ['完成时限', 'End of the work'],
  who: ['谁来揭、怎么选', 'Who may bid, how to choose'],
  mode: ['张榜方式', 'Mode'],
  modeReason: ['定向的理由', 'Reason for directing'],
  named: ['邀请的单位', 'Invited teams'],
  collective: ['集体研究记录（会议、日期、文号）', 'Record of the meeting (name, date, number)'],
  noThreshold: ['不设门槛', 'No threshold'],
  conditions: ['揭榜条件（一行一条）', 'Conditions (one a line)'],
  restricts: ['条件限定了地域、所有制或规模', 'A condition of place, ownership or size'],
  fairPaper: ['公平竞争审查文号', 'Number of the fair competition review'],
  choosing: ['选择方式', 'Way of choosing'],
  review: ['评审办法', 'Review by experts'],
  least: ['最少揭榜数', 'Least number of bids'],
  ip: ['知识产权归属', 'Ownership of results'],
  use: ['应用承诺（首用、采购）', 'Promise to use the result'],
  contact: ['联系人', 'Contact'],
  phone: ['联系电话', 'Telephone'],
  secrecy: ['保密要求', 'Secrecy'],
  reason: ['更正理由（会公开并编号）', 'Reason of the correction (public, numbered)'],
  save: ['保存', 'Save'],
  correct: ['发布更正', 'Publish the correction'],
  needed: ['请填写。', 'Please fill this in.'],
  amount: ['请填写数字，单位万元。', 'Give a number, in 10k CNY.'],
})

type Values = Omit<ChallengeTerms, 'excluded' | 'conditions'> & { excluded?: string; conditions?: string; org?: string; reason?: string }

const lines = (s: string | undefined) => (s ?? '').split('\n').map((x) => x.trim()).filter(Boolean)

const termsOf = (v: Values): ChallengeTerms => {
  const terms: Values = { ...v, ownFen: v.ownFen ?? 0, publicFen: v.publicFen ?? 0 }
  delete terms.org
  delete terms.reason
  return { ...terms, excluded: lines(v.excluded), conditions: lines(v.conditions) }
}

const shown = (x: ChallengeTerms): Values => ({ ...x, indicators: x.indicators?.length ? x.indicators : [{ op: '>=' }], excluded: x.excluded?.join('\n'), conditions: x.conditions?.join('\n') })

/** What a demand says already, in the places of a challenge. Its requirements become indicators. */
const fromDemand = (l: Listing): Values => {
  const x = l.content
  const measured = (x.requirements ?? []).filter((r) => r.metric && r.value)
  return {
    ...first,
    title: x.title,
    industry: x.industry,
    text: [x.text, x.present].filter(Boolean).join('\n'),
    difficulties: x.detail,
    ownFen: x.budgetHighFen ?? x.budgetFen ?? undefined,
    indicators: measured.length ? measured.map(({ metric, op, value, high, unit }) => ({ metric, op: operators.includes(op ?? '') ? op : '>=', value, high, unit })) : first.indicators,
    contact: { name: x.contact?.name, phone: x.contact?.phone },
    org: l.owner?.org,
  }
}

const fromProblem = (p: HardProblem): Values => ({ ...first, title: p.title, industry: p.industry, text: [p.text, p.goal].filter(Boolean).join('\n') })

const operators = ['>=', '<=', '>', '<', '=', 'range']

const first: Values = { mode: 'open', choosing: 'negotiated', least: 1, noThreshold: true, indicators: [{ op: '>=' }] }

/** Writes or changes the terms of a challenge; after the opening it corrects them with a reason. */
export function ChallengeForm({ challenge: c, demand, problem, none }: { challenge?: Challenge; demand?: Listing; problem?: HardProblem; none?: boolean }) {
  const t = useT(texts)
  const terms = useTerms()
  const officer = useIs('officer')
  const department = useIs('department') || (c?.asker.department ?? false)
  const go = useNavigate()
  const [form] = Form.useForm<Values>()
  const [blank] = useState(() => (demand ? fromDemand(demand) : problem ? fromProblem(problem) : first))
  const open = (c?.versions.length ?? 0) > 0
  const mode = Form.useWatch('mode', form)
  const choosing = Form.useWatch('choosing', form)
  const publicFen = Form.useWatch('publicFen', form)
  const restricts = Form.useWatch('restricts', form)
  const noThreshold = Form.useWatch('noThreshold', form)
  const record = useRecordForm<Values, Challenge>({
    form,
    start: c ? { value: shown(c.terms), rev: c.rev } : { value: blank, rev: 0 },
    load: c && (() => readChallenge(c.id).then((x) => ({ value: shown(x.terms), rev: x.rev }))),
    save: (v, rev, key) =>
      !c
        ? postChallenge({ org: v.org, origin: { from: demand ? (none ? 'none' : 'demand') : problem ? 'list' : 'new', record: demand?.id ?? problem?.id }, terms: termsOf(v) }, key)
        : open
          ? correctChallenge(c.id, rev, termsOf(v), v.reason ?? '')
          : putChallenge(c.id, rev, termsOf(v)),
    changes: ['challenges'],
    slot: c ? `challenge-${c.id}` : undefined,
    done: (r) => void go(`/challenges/${r.id}`),
    place: placeReview,
  })
  const rule = [{ required: true, message: t('needed') }]
  const fixed = open
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={c ? shown(c.terms) : blank} onFinish={(v) => record.save(v)} scrollToFirstError>
      <div className="stack">
        <Stale record={record} />
        <Notice lines={record.lines} />
        <Panel title={t('problem')}>
          <div className="form-grid">
            {!c && officer && (
              <Form.Item name="org" label={t('asker')} rules={rule} className="full">
                <OrgSelect name={demand?.owner?.name} />
              </Form.Item>
            )}
            <Form.Item name="title" label={t('title')} rules={rule} className="full">
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="kind" label={t('kind')}>
              <Select options={terms.options('challengeKinds')} />
            </Form.Item>
            <Form.Item name="problem" label={t('problemKind')}>
              <Select options={terms.options('challengeProblems')} />
            </Form.Item>
            <Form.Item name="industry" label={t('industry')}>
              <IndustrySelect style={{ width: '100%' }} />
            </Form.Item>
            {department && (
              <Form.Item name="purpose" label={t('purpose')}>
                <Select allowClear options={terms.options('challengePurposes')} />
              </Form.Item>
            )}
            <Form.Item name="why" label={t('why')} className="full">
              <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
            </Form.Item>
            <Form.Item name="text" label={t('text')} className="full">
              <Input.TextArea autoSize={{ minRows: 4 }} maxLength={20000} />
            </Form.Item>
            <Form.Item name="difficulties" label={t('difficulties')} className="full">
              <Input.TextArea autoSize={{ minRows: 2 }} maxLength={20000} />
            </Form.Item>
          </div>
        </Panel>
        <Panel title={t('indicators')}>
          <IndicatorFields />
        </Panel>
        <Panel title={t('money')}>
          <div className="form-grid">
            <Form.Item name="ownFen" label={t('own')} rules={[moneyRule(t('amount'))]}>
              <MoneyInput disabled={fixed} />
            </Form.Item>
            <Form.Item name="publicFen" label={t('public')} rules={[moneyRule(t('amount'))]}>
              <MoneyInput disabled={fixed} />
            </Form.Item>
            {(publicFen ?? 0) > 0 && (
              <>
                <Form.Item name="ratioNote" label={t('ratioNote')} className="full">
                  <Input maxLength={500} />
                </Form.Item>
                <Form.Item name="budget" label={t('budget')}>
                  <Select options={terms.options('challengeBudgets')} />
                </Form.Item>
                <Form.Item name="excluded" label={t('excluded')} className="full">
                  <Input.TextArea autoSize={{ minRows: 2 }} />
                </Form.Item>
              </>
            )}
          </div>
          <h3>{t('stages')}</h3>
          <StageFields />
          <h3>{t('payments')}</h3>
          <PaymentFields name={['payments']} withPublic={(publicFen ?? 0) > 0} />
        </Panel>
        <Panel title={t('time')}>
          <div className="form-grid">
            <Form.Item name="deadline" label={t('deadline')}>
              <DateField />
            </Form.Item>
            <Form.Item name="finish" label={t('finish')}>
              <DateField />
            </Form.Item>
          </div>
        </Panel>
        <Panel title={t('who')}>
          <div className="form-grid">
            <Form.Item name="mode" label={t('mode')}>
              <Select disabled={fixed} options={terms.options('challengeModes')} />
            </Form.Item>
            <Form.Item name="choosing" label={t('choosing')}>
              <Select disabled={fixed} options={terms.options('challengeChoosings')} onChange={(v) => v === 'reviewed' && !form.getFieldValue('review') && form.setFieldValue('review', usualReview)} />
            </Form.Item>
            {mode === 'directed' && (
              <>
                <Form.Item name="named" label={t('named')} className="full">
                  <OrgList />
                </Form.Item>
                <Form.Item name="modeReason" label={t('modeReason')} className="full">
                  <Input maxLength={500} />
                </Form.Item>
                {(publicFen ?? 0) > 0 && (
                  <Form.Item name="collective" label={t('collective')} className="full">
                    <Input maxLength={500} />
                  </Form.Item>
                )}
              </>
            )}
            <Form.Item name="noThreshold" valuePropName="checked" className="full">
              <Checkbox>{t('noThreshold')}</Checkbox>
            </Form.Item>
            {!noThreshold && (
              <>
                <Form.Item name="conditions" label={t('conditions')} className="full">
                  <Input.TextArea autoSize={{ minRows: 2 }} />
                </Form.Item>
                <Form.Item name="restricts" valuePropName="checked" className="full">
                  <Checkbox>{t('restricts')}</Checkbox>
                </Form.Item>
                {restricts && (
                  <Form.Item name="fairPaper" label={t('fairPaper')} className="full">
                    <Input maxLength={500} />
                  </Form.Item>
                )}
              </>
            )}
            <Form.Item name="least" label={t('least')}>
              <InputNumber disabled={fixed} min={1} max={20} precision={0} />
            </Form.Item>
            <Form.Item name="ip" label={t('ip')} className="full">
              <Input maxLength={500} />
            </Form.Item>
            <Form.Item name="use" label={t('use')} className="full">
              <Input maxLength={500} />
            </Form.Item>
            <Form.Item name={['contact', 'name']} label={t('contact')}>
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item name={['contact', 'phone']} label={t('phone')}>
              <Input maxLength={40} />
            </Form.Item>
            <Form.Item name="secrecy" label={t('secrecy')} className="full">
              <Input maxLength={500} />
            </Form.Item>
          </div>
        </Panel>
        {choosing === 'reviewed' && (
          <Panel title={t('review')}>
            <ReviewFields fixed={fixed} />
          </Panel>
        )}
        <div className="panel">
          {open && (
            <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
              <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
            </Form.Item>
          )}
          <Button type="primary" htmlType="submit" loading={record.busy}>
            {t(open ? 'correct' : 'save')}
          </Button>
        </div>
      </div>
    </Form>
  )
}
