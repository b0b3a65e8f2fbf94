import type { TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Panel } from '@/ui/page'
import { ScrollTable } from '@/ui/scroll-table'
import { ToneTag } from '@/ui/state-tag'
import type { FormColumn, Import, RowProblem, RowSample } from './api'
import { rowStates } from './words'

const texts = messages({
  errors: ['需要修改的地方（{n} 处）', 'To be corrected ({n})'],
  errorsHint: ['在原表里改好，再传一次即可；已经导入过的行不会重复。合格的行可以先导入。', 'Correct them in your file and upload it again; rows already taken are not doubled. Good rows can be taken now.'],
  many: ['只列出前 {n} 处。', 'Only the first {n} are listed.'],
  sheet: ['工作表', 'Sheet'],
  row: ['行', 'Row'],
  column: ['列', 'Column'],
  value: ['现在填的', 'Stands there'],
  msg: ['怎么改', 'What to do'],
  preview: ['预览', 'Preview'],
  previewHint: ['前 {n} 行', 'First {n} rows'],
  state: ['结果', 'Result'],
  title: ['名称', 'Title'],
  near: ['与“{title}”相近（{n}%）', 'close to “{title}” ({n}%)'],
})

export function ErrorTable({ errors, complete }: { errors: RowProblem[]; complete: number }) {
  const t = useT(texts)
  if (errors.length === 0) return null
  const columns: TableColumnsType<RowProblem> = [
    { title: t('sheet'), key: 'sheet', render: (_, e) => e.sheet },
    { title: t('row'), key: 'row', align: 'right', render: (_, e) => <b className="num">{e.row || ''}</b> },
    { title: t('column'), key: 'column', render: (_, e) => [e.column, e.heading].filter(Boolean).join(' ') },
    { title: t('value'), key: 'value', width: 200, render: (_, e) => <span className="muted">{e.value}</span> },
    { title: t('msg'), key: 'msg', width: 380, render: (_, e) => e.msg },
  ]
  return (
    <Panel title={t('errors', { n: Math.max(complete, errors.length) })}>
      <p>{t('errorsHint')}</p>
      <ScrollTable<RowProblem> stacked label={t('errors', { n: Math.max(complete, errors.length) })} size="small" rowKey={(e) => `${e.sheet}/${e.row}/${e.column}/${e.msg}`} columns={columns} dataSource={errors} pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }} />
      {complete > errors.length && <p className="muted">{t('many', { n: errors.length })}</p>}
    </Panel>
  )
}

const tone = { good: 'good', bad: 'bad', unchanged: 'neutral', near: 'wait', update: 'good', differs: 'wait' } as const

/** The heading of a column of the form, with the unit of its cells. The sheet may be in 千元 where the form is in 万元. */
export function headingOf(i: Import, c: FormColumn): string {
  const units = new Set(i.sheets.flatMap((s) => s.columns ?? []).filter((h) => h.key === c.key && h.unit && !h.ask).map((h) => h.unit))
  return units.size === 0 ? c.heading : `${c.heading.replace(/（[^（）]*元）$/, '')}（${[...units].join('、')}）`
}

export function SampleTable({ data: i }: { data: Import }) {
  const t = useT(texts)
  const say = useSay()
  if (i.sample.length === 0) return null
  const used = i.columns.filter((c) => i.sample.some((s) => s.values[c.key]))
  const base = i.kind === 'demands' ? '/demands' : i.kind === 'achievements' ? '/achievements' : ''
  const columns: TableColumnsType<RowSample> = [
    { title: t('row'), key: 'row', align: 'right', render: (_, s) => <span className="num">{s.row}</span> },
    {
      title: t('state'),
      key: 'state',
      render: (_, s) => (
        <>
          <ToneTag tone={tone[s.state as keyof typeof tone] ?? 'neutral'}>{say(word(rowStates, s.state))}</ToneTag>
          {s.near && (
            <div className="muted" style={{ maxWidth: 220 }}>
              {base ? <Link to={`${base}/${s.near.id}`}>{t('near', { title: s.near.title, n: Math.round(s.near.score * 100) })}</Link> : t('near', { title: s.near.title, n: Math.round(s.near.score * 100) })}
            </div>
          )}
        </>
      ),
    },
    ...used.slice(0, 9).map((c) => ({
      title: headingOf(i, c),
      key: c.key,
      render: (_: unknown, s: RowSample) => (
        <div className="import-cell" title={s.values[c.key]}>
          {s.values[c.key]}
        </div>
      ),
    })),
  ]
  return (
    <Panel title={t('preview')}>
      <p className="muted">{t('previewHint', { n: i.sample.length })}</p>
      <ScrollTable<RowSample> label={t('preview')} size="small" rowKey={(s) => `${s.sheet}/${s.row}/${s.title}`} columns={columns} dataSource={i.sample} pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }} />
    </Panel>
  )
}
