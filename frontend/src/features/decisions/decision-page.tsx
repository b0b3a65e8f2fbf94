import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { Link, useParams } from 'react-router'
import { storedFile, type StoredFile } from '@/lib/api/files'
import { useDownload } from '@/lib/download'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { DateField } from '@/ui/date-field'
import { Facts } from '@/ui/facts'
import { FileField } from '@/ui/file-field'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { StepDialog } from '@/ui/step-dialog'
import { ToneTag } from '@/ui/state-tag'
import { decisionQuery } from './api'
import { decisionTone } from './states'

const texts = messages({
  title: ['审定', 'Decision'],
  about: ['事项', 'Matter'],
  challenge: ['看榜单', 'See the challenge'],
  body: ['提请', 'Asked of'],
  result: ['结果', 'Result'],
  by: ['决定机构', 'Decided by'],
  on: ['决定日期', 'Day of the decision'],
  document: ['文号', 'Document'],
  reason: ['理由', 'Reason'],
  scan: ['扫描件', 'Scan'],
  typed: ['由 {name} 录入，{at}', 'Entered by {name}, {at}'],
  how: ['照会议纪要或批复录入：谁决定、哪天、文号；这是该机构的决定，历史会记下由您录入。', 'Enter it from the minutes or letter: who, when, which number. It is their decision; the history says that you typed it.'],
  bodyField: ['作出决定的机构或会议', 'Body or meeting'],
  documentField: ['文号（没有的写文件名称）', 'Number (or name) of the document'],
  needed: ['请填写。', 'Please fill this in.'],
})

interface Values {
  body?: string
  on?: string
  document?: string
  reason?: string
  scan?: StoredFile | null
}

export default function DecisionPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const officer = useIs('officer')
  const download = useDownload()
  const { id = '' } = useParams()
  const query = useQuery(decisionQuery(id))
  const d = query.data
  if (!d) return <WaitingPage title={t('title')} query={query} rows={6} />
  const r = d.result
  const rule = [{ required: true, message: t('needed') }]
  return (
    <Page
      title={d.title}
      sub={
        <span className="row">
          <span>{t('title')}</span>
          <ToneTag tone={decisionTone[d.state] ?? 'neutral'}>{say(word('decisionStates', d.state))}</ToneTag>
        </span>
      }
      actions={d.steps.map((s) => (
        <StepDialog<Values>
          key={s.step}
          of="decisions"
          id={id}
          rev={d.rev}
          step={s.step}
          label={say(word('decisionSteps', s.step, s.label))}
          primary={s.step === 'approve'}
          danger={s.step === 'refuse'}
          hint={officer ? t('how') : undefined}
          initial={{ body: d.body }}
          body={(v) => ({ ...v, scan: v.scan?.id })}
        >
          {officer && (
            <div className="form-grid">
              <Form.Item name="body" label={t('bodyField')} rules={rule} className="full">
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name="on" label={t('on')} rules={rule}>
                <DateField />
              </Form.Item>
              <Form.Item name="document" label={t('documentField')} rules={rule}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name="scan" label={t('scan')} className="full">
                <FileField label={t('scan')} />
              </Form.Item>
            </div>
          )}
          <Form.Item name="reason" label={t('reason')} rules={s.reason ? rule : []}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
          </Form.Item>
        </StepDialog>
      ))}
    >
      <Panel>
        <Facts
          rows={[
            [t('about'), d.about.kind === 'challenge' ? <Link to={`/challenges/${d.about.record}`}>{t('challenge')}</Link> : null],
            [t('body'), `${d.body} · ${timeOf(d.createdAt, lang)}`],
          ]}
        />
      </Panel>
      {r && (
        <Panel title={t('result')}>
          <Facts
            rows={[
              [t('by'), r.body],
              [t('on'), r.on],
              [t('document'), r.document],
              [t('reason'), r.reason],
              [
                t('scan'),
                r.scan && (
                  <Button type="link" style={{ paddingInline: 0 }} onClick={() => void download(storedFile(r.scan ?? ''))}>
                    {t('scan')}
                  </Button>
                ),
              ],
              ['', t('typed', { name: r.typist.name, at: timeOf(r.typist.at, lang) })],
            ]}
          />
        </Panel>
      )}
    </Page>
  )
}
