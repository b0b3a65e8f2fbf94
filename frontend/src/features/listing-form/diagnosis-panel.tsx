import { useMutation } from '@tanstack/react-query'
import { Button, Form, Progress, Tag, type FormInstance } from 'antd'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { useLanguage, useSay, useT } from '@/lib/i18n/language'
import { Panel } from '@/ui/page'
import { diagnose } from './api'
import { asked, isTaken, taking, worthAsking } from './diagnosis'
import { diagnosisTexts } from './diagnosis-texts'
import { sentOf, toContent } from './form-values'
import { pathOf, type Content, type Kind } from '@/lib/api/listings'
import { word } from '@/lib/vocabulary'
import './diagnosis.css'

/** A pause in typing after which the listing is looked at unasked, ms. */
const pause = 2500

/**
 * What the listing still lacks, with suggestions read from its own text, each to be taken by hand. It runs at the press
 * of a button, and by itself during typing, so that it is there before submitting. It never holds up saving or
 * submitting.
 */
export function DiagnosisPanel({ kind, form, id, start, onTaken }: { kind: Kind; form: FormInstance<Content>; id?: string; start: Content; onTaken: () => void }) {
  const t = useT(diagnosisTexts)
  const say = useSay()
  const lang = useLanguage()
  const values = (Form.useWatch([], form) ?? start) as Content
  const content = asked(kind, toContent(values, null))
  const key = lang + JSON.stringify(content) // the answer is in the language of the pages
  const last = useRef('')
  const run = useMutation(diagnose(kind, id))
  const look = () => {
    last.current = key
    run.mutate(sentOf(content))
  }
  const ready = worthAsking(content)
  const later = useRef(look)
  useEffect(() => {
    later.current = look
  })
  useEffect(() => {
    if (!ready || key === last.current) return
    const timer = window.setTimeout(() => later.current(), pause)
    return () => window.clearTimeout(timer)
  }, [key, ready])
  const d = run.data
  const go = (field: string) => {
    // A list of lines is no field of its own: its first line, or the button that adds one, stands for it.
    const list = document.querySelector<HTMLElement>(`[data-testid="${field}-0"] input, [data-testid="add-${field}"]`)
    if (!list) return form.scrollToField(field, { block: 'center', focus: true })
    list.scrollIntoView({ block: 'center' })
    list.focus({ preventScroll: true })
  }
  return (
    <Panel
      title={t(kind === 'demand' ? 'titleDemand' : 'titleAchievement')}
      extra={
        <Button onClick={look} loading={run.isPending} data-testid="diagnose">
          {t(d ? 'again' : 'run')}
        </Button>
      }
    >
      <p className="muted">{t('intro')}</p>
      <div role="status" aria-live="polite">
        {run.isError && <p>{t('fails')}</p>}
        {d && (
          <div className="row">
            <Progress percent={d.score} size="small" style={{ width: 160 }} showInfo={false} aria-label={t('score', { n: d.score })} />
            <strong>{t('score', { n: d.score })}</strong>
          </div>
        )}
      </div>
      {d && (
        <>
          <ul className="diag-parts">
            {d.parts.map((p) => (
              <li key={p.name} className={p.points < p.of ? 'lacks' : ''}>
                {p.label} {p.points}/{p.of}
              </li>
            ))}
          </ul>
          {d.near.length > 0 && (
            <section className="diag-block">
              <h3>{t('near')}</h3>
              <ul>
                {d.near.map((n) => (
                  <li key={n.id}>
                    <Link to={`${pathOf(kind)}/${n.id}`} target="_blank" rel="noreferrer">
                      {n.title}
                    </Link>{' '}
                    <span className="muted">{t('share', { n: Math.round(n.share * 100) })}</span> {n.duplicate && <Tag color="orange">{t('duplicate')}</Tag>}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {d.suggestions.length > 0 && (
            <section className="diag-block">
              <h3>{t('suggestions')}</h3>
              <ul className="diag-lines">
                {d.suggestions.map((s) => {
                  const done = isTaken(values, s)
                  const kindName = say(word('suggestionKinds', s.kind))
                  return (
                    <li key={`${s.kind} ${s.label}`}>
                      <div>
                        <span className="muted">{kindName}</span> <strong>{s.label}</strong>{' '}
                        {s.requirement && <Tag>{t(s.requirement.must ? 'must' : 'wish')}</Tag>}
                        <div className="muted">{s.why}</div>
                      </div>
                      <Button
                        size="small"
                        disabled={done}
                        aria-label={done ? undefined : t('takeLabel', { text: `${kindName} ${s.label}` })}
                        onClick={() => {
                          form.setFieldsValue(taking(form.getFieldsValue(true) as Content, s) as Parameters<typeof form.setFieldsValue>[0])
                          onTaken()
                        }}
                      >
                        {t(done ? 'taken' : 'take')}
                      </Button>
                    </li>
                  )
                })}
              </ul>
            </section>
          )}
          <section className="diag-block">
            <h3>{t('questions')}</h3>
            {d.questions.length === 0 && <p>{t('none')}</p>}
            <ul className="diag-lines">
              {d.questions.map((q) => (
                <li key={q.text}>
                  <div>
                    <Tag>{say(word('diagnosisParts', q.part))}</Tag>
                    <span>{q.text}</span> <span className="muted">{t(q.vague ? 'vague' : 'missing')}</span>
                    <div className="muted">{q.why}</div>
                    {q.example && <div className="muted">{t('example', { text: q.example })}</div>}
                  </div>
                  <Button size="small" type="link" onClick={() => go(q.field)}>
                    {t('go')}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </Panel>
  )
}
