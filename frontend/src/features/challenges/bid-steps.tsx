import { Form, Input, Select } from 'antd'
import type { StoredFile } from '@/lib/api/files'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { DateField } from '@/ui/date-field'
import { FileField } from '@/ui/file-field'
import { StepButtons } from '@/ui/step-buttons'
import { StepDialog } from '@/ui/step-dialog'
import type { Bid } from './api'
import { useTerms } from './words'

const texts = messages({
  needed: ['请填写。', 'Please fill this in.'],
  on: ['日期', 'Day'],
  people: ['参加人员', 'People'],
  what: ['内容', 'What was said'],
  relations: ['逐项填写与发榜方的关系。“有”不能通过；“未查”须有揭榜方签署的声明，并一直显示为未查。', 'State each relation to the asker. A yes excludes; “not looked into” needs the signed declaration and stays marked.'],
  source: ['依据', 'Source'],
  declaration: ['无关联声明（有未查项时）', 'Declaration (where not looked into)'],
  check: ['未通过的审查项', 'The check that failed'],
  fact: ['事实（揭榜方会看到）', 'The fact (the team reads it)'],
  reason: ['选定理由（公示时公开）', 'Reason (public in the notice)'],
  letter: ['发榜方盖章的选定函（代录时）', 'The asker’s stamped letter'],
})

interface Relation {
  verdict: string
  source?: string
  on?: string
}

const today = () => new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })

/** The steps that the reader may take on a bid; handing in is part of the form of the scheme. */
export function BidSteps({ bid: b }: { bid: Bid }) {
  const t = useT(texts)
  const say = useSay()
  const terms = useTerms()
  const officer = useIs('officer')
  const can = (step: string) => b.steps.find((s) => s.step === step)
  const label = (step: string) => say(word('bidSteps', step, can(step)?.label))
  const at = { of: 'bids', id: b.id, rev: b.rev } as const
  const rule = [{ required: true, message: t('needed') }]
  const kinds = terms.options('bidRelations')
  return (
    <>
      <StepButtons {...at} steps={b.steps} confirm={['withdraw']} skip={['submit', 'talk', 'qualify', 'refuse', 'choose']} />
      {can('talk') && (
        <StepDialog<{ on: string; people: string; text: string }> {...at} step="talk" label={label('talk')} initial={{ on: today() }} body={(talk) => ({ talk })}>
          <Form.Item name="on" label={t('on')} rules={rule}>
            <DateField max={today()} />
          </Form.Item>
          <Form.Item name="people" label={t('people')} rules={rule}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="text" label={t('what')} rules={rule}>
            <Input.TextArea autoSize={{ minRows: 3 }} maxLength={5000} />
          </Form.Item>
        </StepDialog>
      )}
      {can('qualify') && (
        <StepDialog<{ relations: Relation[]; declaration?: StoredFile | null }>
          {...at}
          step="qualify"
          label={label('qualify')}
          primary
          width={760}
          hint={t('relations')}
          place={() => null}
          initial={{ relations: kinds.map(() => ({ on: today() })) }}
          body={(v) => ({ examination: { relations: v.relations.map((r, i) => ({ ...r, kind: kinds[i]?.value })), declaration: v.declaration?.id } })}
        >
          {kinds.map((k, i) => (
            <fieldset key={k.value} style={{ border: 0, padding: 0, margin: 0 }}>
              <legend>
                <b>{k.label}</b>
              </legend>
              <div className="form-grid three">
                <Form.Item name={['relations', i, 'verdict']} label={k.label} rules={rule}>
                  <Select options={terms.options('bidVerdicts')} />
                </Form.Item>
                <Form.Item name={['relations', i, 'source']} label={t('source')}>
                  <Input maxLength={200} />
                </Form.Item>
                <Form.Item name={['relations', i, 'on']} label={t('on')}>
                  <DateField max={today()} />
                </Form.Item>
              </div>
            </fieldset>
          ))}
          <Form.Item name="declaration" label={t('declaration')}>
            <FileField label={t('declaration')} />
          </Form.Item>
        </StepDialog>
      )}
      {can('refuse') && (
        <StepDialog<{ check: string; reason: string }> {...at} step="refuse" label={label('refuse')} danger body={(v) => v}>
          <Form.Item name="check" label={t('check')} rules={rule}>
            <Select options={terms.options('bidChecks')} />
          </Form.Item>
          <Form.Item name="reason" label={t('fact')} rules={rule}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
          </Form.Item>
        </StepDialog>
      )}
      {can('choose') && (
        <StepDialog<{ reason: string; paper?: StoredFile | null }> {...at} step="choose" label={label('choose')} primary body={(v) => ({ reason: v.reason, paper: v.paper?.id })}>
          <Form.Item name="reason" label={t('reason')} rules={rule}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
          </Form.Item>
          {officer && (
            <Form.Item name="paper" label={t('letter')} rules={rule}>
              <FileField label={t('letter')} />
            </Form.Item>
          )}
        </StepDialog>
      )}
    </>
  )
}
