import type { TableColumnsType } from 'antd'
import { messages, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { ScrollTable } from '@/ui/scroll-table'
import type { FieldChange, Import, RowProblem, RowUpdate } from './api'

const texts = messages({
  left: ['没有读取的行', 'Lines left out'],
  secret: [
    '{sheet} 第 {rows} 行的密级不允许上传：涉密信息不得上传。这些行的内容没有保存在任何地方，只记下行号；请从文件中删去。',
    '{sheet} row {rows}: its secrecy forbids an upload. Nothing of these rows is kept anywhere but their numbers; delete them from the file.',
  ],
  line: ['{sheet} 第 {rows} 行：{why}（{n} 行）', '{sheet} row {rows}: {why} ({n})'],
  money: ['金额单位', 'Units of money'],
  unit: ['“{h}”按{unit}读取（{from}）', '“{h}” is read in {unit} ({from})'],
  year: ['{unit}/年', '{unit} a year'],
  heading: ['表头写明', 'heading'],
  above: ['表上方的单位行', 'line above the table'],
  cell: ['单元格写明', 'cells'],
  asked: ['人工指定', 'said by you'],
  form: ['没有写明，按模板的单位', 'nothing says; the unit of the form'],
  warnings: ['请看一眼（{n} 处，不影响导入）', 'Please have a look ({n}; the rows are taken)'],
  updates: ['将要更新的内容', 'What will be updated'],
  many: ['只列出前 {n} 行。', 'Only the first {n} rows are listed.'],
  row: ['行', 'Row'],
  what: ['名称', 'Title'],
  changes: ['改动', 'Changes'],
  field: ['{label}：', '{label}: '],
  keptOld: ['{old}（文件中为空，保留原值）', '{old} (empty in the file, the old value stays)'],
  empty: ['空', 'empty'],
  place: ['位置', 'Place'],
  msg: ['说明', 'Note'],
  value: ['现在填的', 'Stands there'],
})

const from: Record<string, 'heading' | 'above' | 'cell' | 'asked' | 'form'> = { heading: 'heading', line: 'above', cell: 'cell', asked: 'asked' }

/** What a preview tells besides its rows: lines that are no data, units of money. */
export function FoundNotes({ data: i }: { data: Import }) {
  const t = useT(texts)
  const rowsOf = (l: Import['leftOut'][number]) => l.examples.join('、') + (l.rows > l.examples.length ? '…' : '')
  const secret = i.leftOut.filter((l) => l.reason === 'secret')
  const left = i.leftOut.filter((l) => l.reason !== 'secret')
  const money = [...new Map(i.sheets.flatMap((s) => s.columns ?? []).map((c) => [c.heading, c])).values()].filter((c) => c.unit && !c.ask)
  return (
    <>
      <Notice type="warning" lines={secret.map((l) => t('secret', { sheet: l.sheet, rows: rowsOf(l) }))} />
      {left.length > 0 && (
        <div>
          <b>{t('left')}</b>
          <ul className="left-out">
            {left.map((l) => (
              <li key={`${l.sheet}/${l.reason}`}>
                {t('line', { sheet: l.sheet, rows: rowsOf(l), why: l.text, n: l.rows })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {money.length > 0 && (
        <div className="gap-above">
          <b>{t('money')}</b>
          <ul className="left-out">
            {money.map((c) => (
              <li key={c.heading}>{t('unit', { h: c.heading, unit: c.perYear ? t('year', { unit: c.unit }) : c.unit, from: t(from[c.unitFrom] ?? 'form') })}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

export function Diff({ changes }: { changes: FieldChange[] }) {
  const t = useT(texts)
  return (
    <ul className="diff">
      {changes.map((c) => (
        <li key={c.field}>
          {t('field', { label: c.label })}
          {c.kept ? <span className="muted">{t('keptOld', { old: c.old })}</span> : <><del>{c.old || t('empty')}</del> → <ins>{c.new || t('empty')}</ins></>}
        </li>
      ))}
    </ul>
  )
}

/** Field by field what an import would change in records that are there. */
export function UpdateTable({ data: i }: { data: Import }) {
  const t = useT(texts)
  if (i.updates.length === 0) return null
  const columns: TableColumnsType<RowUpdate> = [
    { title: t('row'), key: 'row', align: 'right', width: 64, render: (_, r) => <span className="num">{r.row}</span> },
    { title: t('what'), key: 'title', width: 240, render: (_, r) => r.title },
    { title: t('changes'), key: 'changes', render: (_, r) => <Diff changes={r.changes} /> },
  ]
  return (
    <Panel title={t('updates')}>
      <ScrollTable<RowUpdate> stacked label={t('updates')} size="small" rowKey={(r) => `${r.sheet}/${r.row}/${r.title}`} columns={columns} dataSource={i.updates} pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 600 }} />
      {i.rows.update > i.updates.length && <p className="muted">{t('many', { n: i.updates.length })}</p>}
    </Panel>
  )
}

/** Cells that were read in a way that a person should look at; their rows are taken. */
export function WarningTable({ data: i }: { data: Import }) {
  const t = useT(texts)
  if (i.warnings.length === 0) return null
  const columns: TableColumnsType<RowProblem> = [
    { title: t('place'), key: 'place', width: 200, render: (_, e) => [e.sheet, e.row, e.column, e.heading].filter(Boolean).join(' ') },
    { title: t('value'), key: 'value', width: 180, render: (_, e) => <span className="muted">{e.value}</span> },
    { title: t('msg'), key: 'msg', width: 360, render: (_, e) => e.msg },
  ]
  return (
    <Panel title={t('warnings', { n: i.warnings.length })}>
      <ScrollTable<RowProblem> stacked label={t('warnings', { n: i.warnings.length })} size="small" rowKey={(e) => `${e.sheet}/${e.row}/${e.column}/${e.msg}`} columns={columns} dataSource={i.warnings} pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }} />
    </Panel>
  )
}
