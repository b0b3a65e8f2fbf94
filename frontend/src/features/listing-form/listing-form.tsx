import { SaveOutlined, SendOutlined } from '@ant-design/icons'
import { Button, Form } from 'antd'
import { timeOf } from '@/lib/format'
import { useLanguage, useT } from '@/lib/i18n/language'
import { useMarket } from '@/lib/market'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { Stale } from '@/ui/stale'
import { DiagnosisPanel } from './diagnosis-panel'
import { BasicFields } from './form-basics'
import { DisclosureFields } from './form-disclosure'
import { TermFields } from './form-terms'
import { formTexts } from './form-texts'
import { completeness } from './form-values'
import { IpFields } from './ip-fields'
import { LevelPick } from './level-select'
import { MeasureFields } from './measure-fields'
import type { Content, Kind, Listing } from '@/lib/api/listings'
import { useListingForm } from './use-listing-form'
import '@/ui/form.css'

const missingText = { industry: 'm_industry', text: 'm_text', present: 'm_present', requirements: 'm_requirements', indicators: 'm_indicators', budget: 'm_budget', deadline: 'm_deadline', modes: 'm_modes', trl: 'm_trl', ip: 'm_ip', evidence: 'm_evidence' } as const

/** Fields of the form without a label of their own. */
const staleLabels = { requirements: 'requirements', indicators: 'indicators', ip: 'ip', levels: 'disclosure', 'contact.name': 'contactName', 'contact.phone': 'contactPhone', 'contact.email': 'contactEmail' } as const

export function ListingForm({ kind, saved }: { kind: Kind; saved: Listing | null }) {
  const t = useT(formTexts)
  const lang = useLanguage()
  const market = useMarket()
  const [form] = Form.useForm<Content>()
  const f = useListingForm(kind, saved, form)
  const values = (Form.useWatch([], form) ?? f.start) as Content
  const { missing } = completeness(kind, values)
  const demand = kind === 'demand'
  const measures = demand ? 'requirements' : 'indicators'
  const start: Content = saved ? f.start : { region: market?.regionCode, type: demand ? 'technology' : undefined, ...f.start }
  const save = (submit: boolean) => {
    form
      .validateFields()
      .then(() => f.save(submit))
      .catch(() => {
        const first = form.getFieldsError().find((e) => e.errors.length > 0)
        if (first) form.scrollToField(first.name, { block: 'center', focus: true })
      })
  }
  return (
    <Form form={form} layout="vertical" initialValues={start} onValuesChange={f.keep} scrollToFirstError className="stack">
      <Stale record={f} label={(path) => (path in staleLabels ? t(staleLabels[path as keyof typeof staleLabels]) : undefined)} />
      <div aria-live="polite">
        <Notice lines={f.lines} />
        {f.old && (
          <div className="row panel">
            <span>{t('restored', { time: timeOf(f.old.at, lang) })}</span>
            <Button size="small" onClick={f.discard}>
              {t('discard')}
            </Button>
          </div>
        )}
      </div>
      <Panel title={t('basics')}>
        <BasicFields kind={kind} />
      </Panel>
      <Panel title={t(measures)} extra={<LevelPick field={measures} name={t(measures)} />}>
        <p className="muted">{t(demand ? 'requirementsHint' : 'indicatorsHint')}</p>
        <MeasureFields list={measures} />
      </Panel>
      {!demand && (
        <Panel title={t('ip')}>
          <IpFields />
        </Panel>
      )}
      <Panel title={t('terms')}>
        <TermFields kind={kind} />
      </Panel>
      <Panel title={t('disclosure')}>
        <DisclosureFields kind={kind} />
      </Panel>
      <DiagnosisPanel kind={kind} form={form} id={saved?.id} start={start} onTaken={f.keep} />
      <div className="form-bar listing-bar">
        <Button type="primary" icon={<SendOutlined />} loading={f.busy && f.how === 'submit'} disabled={f.pending} onClick={() => save(true)} data-testid="submit">
          {t('submit')}
        </Button>
        <Button icon={<SaveOutlined />} loading={f.busy && f.how === 'save'} disabled={f.pending} onClick={() => save(false)} data-testid="save-draft">
          {t('saveDraft')}
        </Button>
        <span className="row progress" style={{ flex: 1, minWidth: 220 }}>
          {missing.length > 0 && (
            <span className="muted">{t('missing', { list: missing.map((m) => t(missingText[m as keyof typeof missingText])).join(lang === 'en' ? ', ' : '、') })}</span>
          )}
        </span>
        {f.keptAt !== null && (
          <span className="muted nowrap progress" role="status">
            {t('local', { time: timeOf(f.keptAt, lang).slice(-5) })}
          </span>
        )}
      </div>
    </Form>
  )
}
