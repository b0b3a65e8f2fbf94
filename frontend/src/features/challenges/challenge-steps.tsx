import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { Link } from 'react-router'
import { Button } from 'antd'
import type { StoredFile } from '@/lib/api/files'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { DateField } from '@/ui/date-field'
import { FileField } from '@/ui/file-field'
import { StepButtons } from '@/ui/step-buttons'
import { StepDialog } from '@/ui/step-dialog'
import type { ChainLink, Challenge } from './api'
import { useTerms } from './words'

const texts = messages({
  reason: ['理由（会公开）', 'Reason (public)'],
  needed: ['请填写。', 'Please fill this in.'],
  deadline: ['新的揭榜截止日', 'New last day for bids'],
  least: ['新的最少揭榜数', 'New least number of bids'],
  finish: ['新的完成时限', 'New end of the work'],
  chainHint: ['使用财政资金，须选定审批环节；论证可以不选，公示和审定必须有。', 'With public money choose the chain: argument is optional, publicity and ratification are not.'],
  argument: ['先经专家论证', 'Expert argument first'],
  argumentBody: ['论证组织方', 'Who argues'],
  days: ['拟揭榜公示天数', 'Days of the notice'],
  kind: ['按什么计算', 'Counted in'],
  workdays: ['工作日', 'Workdays'],
  natural: ['自然日', 'Natural days'],
  source: ['公示期限的依据（文件和条款）', 'Source of the period (document and article)'],
  body: ['由谁审定', 'Who ratifies'],
  pay: ['财政资金兑现前的环节（没有的留空）', 'Before each payout of public money (leave empty what there is not)'],
  examination: ['由哪个委办局审查', 'Bureau that examines'],
  collection: ['由谁汇总', 'Who sums up'],
  payDays: ['拟兑现公示天数', 'Days of its notice'],
  ownHint: ['全部自筹，不需要审批环节。张榜后条款固定，只能编号更正。', 'Own money needs no chain. After the opening the terms are fixed and corrected by number only.'],
  openHint: ['开启后，已提交的申报材料对主管部门、发榜方和评审专家可读，开启记录（时间、各份材料的校验值、开启人）立即公开，不能撤销。已撤回的材料不会开启。', 'Once opened, the office, the asker and the experts read what was handed in. The record of the opening (time, hashes, who) is public at once and cannot be undone. What was taken back stays sealed.'],
  password: ['请输入您本人的登录密码', 'Your own password'],
  signed: ['签订日期', 'Day of signing'],
  scan: ['协议扫描件', 'Signed agreement'],
  content: ['攻关内容', 'Content'],
  targets: ['考核指标', 'Targets'],
  delivery: ['交付时限', 'Delivery'],
  money: ['资金分配', 'Money'],
  property: ['产权归属', 'Ownership'],
  measured: ['实测结果', 'Measured'],
  proof: ['佐证（报告名称、编号）', 'Proof (report with number)'],
  met: ['达到', 'Met'],
  correct: ['更正榜单', 'Correct the terms'],
})

interface Chain {
  argument?: boolean
  argumentBody?: string
  days?: number
  kind?: 'workdays' | 'natural'
  source?: string
  body?: string
  examination?: string
  collection?: string
  payDays?: number
  paySource?: string
  payBody?: string
}

/** The links of a payout: a link without its body or its days is left out. */
const payChainOf = (v: Chain, isPublic: boolean): ChainLink[] =>
  isPublic
    ? [
        ...(v.examination ? [{ kind: 'examination', body: v.examination } as ChainLink] : []),
        ...(v.collection ? [{ kind: 'collection', body: v.collection } as ChainLink] : []),
        ...(v.payDays ? [{ kind: 'publicity', rule: { days: v.payDays, kind: v.kind ?? 'workdays', source: v.paySource ?? '' } } as ChainLink] : []),
        ...(v.payBody ? [{ kind: 'ratification', body: v.payBody } as ChainLink] : []),
      ]
    : []

const chainOf = (v: Chain, isPublic: boolean): ChainLink[] =>
  isPublic
    ? [
        ...(v.argument ? [{ kind: 'argument', body: v.argumentBody ?? '' } as ChainLink] : []),
        { kind: 'publicity', rule: { days: v.days ?? 0, kind: v.kind ?? 'workdays', source: v.source ?? '' } } as ChainLink,
        { kind: 'ratification', body: v.body ?? '' } as ChainLink,
      ]
    : []

/** The steps that the reader may take on a challenge; those that need more than a reason have forms of their own. */
export function ChallengeSteps({ challenge: c }: { challenge: Challenge }) {
  const t = useT(texts)
  const say = useSay()
  const terms = useTerms()
  const can = (step: string) => c.steps.find((s) => s.step === step)
  const label = (step: string) => say(word('challengeSteps', step, can(step)?.label))
  const at = { of: 'challenges', id: c.id, rev: c.rev } as const
  const rule = [{ required: true, message: t('needed') }]
  const reason = (
    <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
      <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
    </Form.Item>
  )
  const evidence = (
    <>
      {(c.terms.indicators ?? []).map((x, i) => (
        <fieldset key={i} style={{ border: 0, padding: 0, margin: '0 0 8px' }}>
          <legend>
            <b>{[x.metric, terms.name('challengeOperators', x.op), x.value, x.unit].filter(Boolean).join(' ')}</b>
          </legend>
          <div className="form-grid">
            <Form.Item name={['evidence', i, 'measured']} label={t('measured')} rules={rule}>
              <Input maxLength={500} />
            </Form.Item>
            <Form.Item name={['evidence', i, 'proof']} label={t('proof')} rules={rule}>
              <Input maxLength={500} />
            </Form.Item>
            <Form.Item name={['evidence', i, 'met']} valuePropName="checked" className="full">
              <Checkbox>{t('met')}</Checkbox>
            </Form.Item>
          </div>
        </fieldset>
      ))}
    </>
  )
  const evidenceOf = (v: { evidence?: { measured: string; proof: string; met?: boolean }[] }) => (v.evidence ?? []).map((e) => ({ ...e, met: e.met ?? false }))
  const isPublic = (c.terms.publicFen ?? 0) > 0
  return (
    <>
      <StepButtons {...at} steps={c.steps} primary={['submit']} skip={['open-bids', 'publish', 'announce', 'correct', 'extend', 'lower-least', 'agree', 'prolong', 'accept', 'fail', 'choose', 'pass', 'apply-payout', 'pay-out']} />
      {can('publish') && (
        <StepDialog<Chain> {...at} step="publish" label={label('publish')} primary place={() => null} hint={t(isPublic && c.state === 'vetting' ? 'chainHint' : 'ownHint')} initial={{ days: 5, kind: 'workdays' }} body={(v) => ({ chain: chainOf(v, isPublic && c.state === 'vetting'), payChain: payChainOf(v, isPublic && c.state === 'vetting') })}>
          {isPublic && c.state === 'vetting' && <ChainFields />}
        </StepDialog>
      )}
      {can('correct') && (
        <Link to={`/challenges/${c.id}/edit`}>
          <Button>{t('correct')}</Button>
        </Link>
      )}
      {can('extend') && (
        <StepDialog<{ deadline: string; reason: string }> {...at} step="extend" label={label('extend')} body={(v) => v}>
          <Form.Item name="deadline" label={t('deadline')} rules={rule}>
            <DateField min={c.terms.deadline} />
          </Form.Item>
          {reason}
        </StepDialog>
      )}
      {can('lower-least') && (c.terms.least ?? 1) > 1 && (
        <StepDialog<{ least: number; reason: string }> {...at} step="lower-least" label={label('lower-least')} body={(v) => v}>
          <Form.Item name="least" label={t('least')} rules={rule}>
            <InputNumber min={1} max={(c.terms.least ?? 2) - 1} precision={0} />
          </Form.Item>
          {reason}
        </StepDialog>
      )}
      {can('open-bids') && (
        <StepDialog<{ password: string }> {...at} step="open-bids" label={label('open-bids')} primary hint={t('openHint')} body={(v) => v}>
          <Form.Item name="password" label={t('password')} rules={rule}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
        </StepDialog>
      )}
      {can('agree') && <AgreeDialog challenge={c} label={label('agree')} />}
      {can('prolong') && !c.agreement?.extended && (
        <StepDialog<{ finish: string; reason: string }> {...at} step="prolong" label={label('prolong')} body={(v) => v}>
          <Form.Item name="finish" label={t('finish')} rules={rule}>
            <DateField min={c.agreement?.finish} />
          </Form.Item>
          {reason}
        </StepDialog>
      )}
      {can('accept') && (
        <StepDialog<{ evidence?: { measured: string; proof: string; met?: boolean }[] }> {...at} step="accept" label={label('accept')} primary width={720} body={(v) => ({ evidence: evidenceOf(v) })}>
          {evidence}
        </StepDialog>
      )}
      {can('fail') && (
        <StepDialog<{ reason: string; evidence?: { measured: string; proof: string; met?: boolean }[] }> {...at} step="fail" label={label('fail')} danger width={720} body={(v) => ({ reason: v.reason, evidence: evidenceOf(v) })}>
          {evidence}
          {reason}
        </StepDialog>
      )}
    </>
  )
}

function ChainFields() {
  const t = useT(texts)
  const form = Form.useFormInstance<Chain>()
  const argument = Form.useWatch('argument', form)
  const rule = [{ required: true, message: t('needed') }]
  return (
    <div className="form-grid">
      <Form.Item name="argument" valuePropName="checked" className="full">
        <Checkbox>{t('argument')}</Checkbox>
      </Form.Item>
      {argument && (
        <Form.Item name="argumentBody" label={t('argumentBody')} rules={rule} className="full">
          <Input maxLength={200} />
        </Form.Item>
      )}
      <Form.Item name="days" label={t('days')} rules={rule}>
        <InputNumber min={1} max={180} precision={0} />
      </Form.Item>
      <Form.Item name="kind" label={t('kind')} rules={rule}>
        <Select options={[{ value: 'workdays', label: t('workdays') }, { value: 'natural', label: t('natural') }]} />
      </Form.Item>
      <Form.Item name="source" label={t('source')} rules={rule} className="full">
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="body" label={t('body')} rules={rule} className="full">
        <Input maxLength={200} />
      </Form.Item>
      <h3 className="sub-title full">{t('pay')}</h3>
      <Form.Item name="examination" label={t('examination')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="collection" label={t('collection')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="payDays" label={t('payDays')}>
        <InputNumber min={1} max={180} precision={0} />
      </Form.Item>
      <Form.Item name="paySource" label={t('source')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="payBody" label={t('body')} className="full">
        <Input maxLength={200} />
      </Form.Item>
    </div>
  )
}

interface Agreement {
  signed: string
  finish: string
  scan?: StoredFile | null
  content: string
  targets: string
  delivery: string
  money: string
  property: string
}

function AgreeDialog({ challenge: c, label }: { challenge: Challenge; label: string }) {
  const t = useT(texts)
  const rule = [{ required: true, message: t('needed') }]
  return (
    <StepDialog<Agreement>
      of="challenges"
      id={c.id}
      rev={c.rev}
      step="agree"
      label={label}
      primary
      width={720}
      initial={{ finish: c.terms.finish, content: c.terms.title, targets: (c.terms.indicators ?? []).map((x) => `${x.metric} ${x.op} ${x.value}${x.unit ?? ''}`).join('；'), property: c.terms.ip }}
      body={(v) => ({ agreement: { ...v, scan: v.scan?.id ?? '' } })}
    >
      <div className="form-grid">
        <Form.Item name="signed" label={t('signed')} rules={rule}>
          <DateField />
        </Form.Item>
        <Form.Item name="finish" label={t('finish')} rules={rule}>
          <DateField />
        </Form.Item>
        {(['content', 'targets', 'delivery', 'money', 'property'] as const).map((name) => (
          <Form.Item key={name} name={name} label={t(name)} rules={rule} className="full">
            <Input.TextArea autoSize={{ minRows: 1 }} maxLength={2000} />
          </Form.Item>
        ))}
        <Form.Item name="scan" label={t('scan')} rules={rule} className="full">
          <FileField label={t('scan')} />
        </Form.Item>
      </div>
    </StepDialog>
  )
}
