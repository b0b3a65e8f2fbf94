import type { TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { count, timeOf } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { ExportButton } from '@/ui/export-button'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { Empty } from '@/ui/state-view'
import { ToneTag } from '@/ui/state-tag'
import { importList, importSheet, type Import } from './api'
import { UploadPanel } from './upload-panel'
import './imports.css'

const texts = messages({
  title: ['批量导入', 'Import'],
  sub: ['征集表一次收进来：逐行检查，错误说清在哪一行哪一列', 'Take in whole forms: every row is checked, errors are told by row and column'],
  past: ['导入记录', 'Past imports'],
  file: ['文件', 'File'],
  kind: ['内容', 'Kind'],
  rows: ['行数', 'Rows'],
  bad: ['错误行', 'Bad rows'],
  state: ['状态', 'State'],
  by: ['操作人', 'By'],
  at: ['时间', 'Time'],
  none: ['还没有导入过', 'Nothing imported yet'],
  noneText: ['先下载模板看看格式，或者直接上传手头的征集表。', 'Download the template first, or upload the form you have.'],
})

const tone = { preview: 'wait', running: 'wait', done: 'good', failed: 'bad' } as const

export default function ImportListPage() {
  const t = useT(texts)
  const lang = useLanguage()
  const state = (i: Import) => <ToneTag tone={tone[i.state] ?? 'neutral'}>{i.stateName}</ToneTag>
  const columns: TableColumnsType<Import> = [
    { title: t('file'), key: 'file', width: 320, render: (_, i) => <Link to={`/imports/${i.id}`}>{i.name}</Link> },
    { title: t('kind'), key: 'kind', render: (_, i) => i.kindName },
    { title: t('rows'), key: 'rows', align: 'right', render: (_, i) => <span className="num">{count(i.rows.total, lang)}</span> },
    { title: t('bad'), key: 'bad', align: 'right', render: (_, i) => <span className="num">{count(i.rows.bad, lang)}</span> },
    { title: t('state'), key: 'state', render: (_, i) => state(i) },
    { title: t('by'), key: 'by', render: (_, i) => i.byName },
    { title: t('at'), key: 'at', render: (_, i) => <span className="nowrap num">{timeOf(i.at, lang)}</span> },
  ]
  return (
    <Page title={t('title')} sub={t('sub')} actions={<ExportButton file={importSheet} />}>
      <UploadPanel />
      <h2 className="section-title gap-above">
        {t('past')}
      </h2>
      <ResourceList<Import>
        caption={t('past')}
        list={importList}
        rowKey={(i) => i.id}
        columns={columns}
        to={(i) => `/imports/${i.id}`}
        card={(i) => <RowCard title={i.name} tag={state(i)} meta={[i.kindName, `${t('rows')} ${i.rows.total}`, `${t('bad')} ${i.rows.bad}`, timeOf(i.at, lang)]} />}
        empty={<Empty title={t('none')}>{t('noneText')}</Empty>}
      />
    </Page>
  )
}
