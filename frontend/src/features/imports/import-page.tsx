import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useEffect } from 'react'
import { Link, useParams } from 'react-router'
import { changed } from '@/lib/api/keys'
import { count, timeOf } from '@/lib/format'
import { comma, messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { importQuery } from './api'
import { ApplyPanel } from './apply-panel'
import { BatchPanel } from './batch-panel'
import { FoundNotes, UpdateTable, WarningTable } from './found-notes'
import { HeaderPanel } from './header-panel'
import { MappingPanel } from './mapping-panel'
import { UnreadFiles } from './unread-files'
import { ErrorTable, SampleTable } from './row-tables'
import { whereRead } from './words'
import './imports.css'

const texts = messages({
  title: ['批量导入', 'Import'],
  another: ['再传一个文件', 'Another file'],
  found: ['检查结果', 'What was found'],
  total: ['共', 'Rows'],
  good: ['可导入', 'Good'],
  bad: ['有错误', 'Bad'],
  unchanged: ['未变化', 'Unchanged'],
  near: ['疑似重复', 'Near-duplicates'],
  update: ['其中更新', 'Of these updates'],
  differs: ['与系统不同，不更新', 'Differ, kept'],
  left: ['没有读取', 'Left out'],
  asks: ['还不知道哪一列是名称，所以一行也没有读取。请在下面指定表头所在的行，并说明各列是什么。', 'It is not known which column is the title, so no row was read. Point at the header row and say what the columns are.'],
  form: ['“{sheet}”按填报表读取：左边或上面是栏目，旁边是内容', '“{sheet}” was read as a form: labels with their values beside them'],
  header: ['“{sheet}”的表头在第 {n} 行', 'Header of “{sheet}” in row {n}'],
  skipped: ['没有找到表头、未读的工作表：{names}', 'Sheets without a header, not read: {names}'],
  running: ['正在导入，可以离开这个页面，稍后回来看结果。', 'Importing. You may leave this page and come back.'],
  progress: ['已处理 {done} / {total} 行', '{done} of {total} rows'],
  result: ['导入结果', 'Result'],
  created: ['新增', 'Created'],
  updated: ['更新', 'Updated'],
  kept: ['平台上另有修改，未覆盖', 'Edited here, kept'],
  skippedNear: ['疑似重复，未导入', 'Near, left out'],
  withdrawn: ['其中已撤下', 'Of these, withdrawn'],
  drafts: ['须补充或不公开，存为草稿', 'Incomplete or not public, drafts'],
  refused: ['未导入', 'Refused'],
  done: ['导入完成', 'Import done'],
  doneSome: ['导入完成；{n} 行没有导入，原因见下', 'Import done; {n} rows were not taken, see below'],
  failed: ['导入没有完成：{why}', 'The import failed: {why}'],
})

function Counts({ items }: { items: [string, number][] }) {
  const lang = useLanguage()
  return (
    <dl className="row-counts">
      {items.map(([k, n]) => (
        <div key={k}>
          <dt>{k}</dt>
          <dd className="num">{count(n, lang)}</dd>
        </div>
      ))}
    </dl>
  )
}

export default function ImportPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const { id = '' } = useParams()
  const client = useQueryClient()
  const query = useQuery(importQuery(id))
  const i = query.data
  const state = i?.state
  useEffect(() => {
    if (state === 'done') void changed(client, ['imports'])
  }, [client, state])
  if (!i) return <WaitingPage title={t('title')} query={query} rows={8} />
  const r = i.result
  const percent = i.progress.total > 0 ? Math.floor((i.progress.done / i.progress.total) * 100) : 0
  return (
    <Page
      title={i.name}
      sub={[i.kindName, i.byName, timeOf(i.at, lang)].filter(Boolean).join(' · ')}
      actions={
        <Link to="/imports">
          <Button tabIndex={-1}>{t('another')}</Button>
        </Link>
      }
    >
      {i.state === 'running' && (
        <section className="panel" role="status" aria-live="polite">
          <p>{t('running')}</p>
          <Progress percent={percent} status="active" aria-label={t('running')} />
          <p className="muted num flat">
            {t('progress', { done: i.progress.done, total: i.progress.total || i.rows.good })}
          </p>
        </section>
      )}
      {i.state === 'failed' && <Notice lines={[t('failed', { why: i.failure ?? '' })]} />}
      {r && (
        <Panel title={t('result')}>
          {i.state === 'done' && <Notice type={r.refused > 0 || r.kept > 0 ? 'warning' : 'success'} lines={[t(r.refused + r.kept > 0 ? 'doneSome' : 'done', { n: r.refused + r.kept })]} />}
          <Counts
            items={(
              [
                [t('created'), r.created],
                [t('updated'), r.updated],
                [t('withdrawn'), r.withdrawn],
                [t('unchanged'), r.unchanged],
                [t('kept'), r.kept],
                [t('skippedNear'), r.skipped],
                [t('drafts'), r.drafts],
                [t('refused'), r.refused],
              ] as [string, number][]
            ).filter(([, n], at) => n > 0 || at < 2 || at === 3)}
          />
        </Panel>
      )}
      {i.state === 'preview' && (
        <>
          <Panel title={t('found')}>
            {i.asks && <Notice type="info" lines={[t('asks')]} />}
            <Counts
              items={(
                [
                  [t('total'), i.rows.total],
                  [t('good'), i.rows.good],
                  [t('update'), i.rows.update],
                  [t('bad'), i.rows.bad],
                  [t('unchanged'), i.rows.unchanged],
                  [t('near'), i.rows.near],
                  [t('differs'), i.rows.differs],
                  [t('left'), i.leftOut.reduce((n, l) => n + l.rows, 0)],
                ] as [string, number][]
              ).filter(([, n], at) => n > 0 || at < 2 || at === 3)}
            />
            <p className="muted gap-above">
              {whereRead(i.sheets).map((s) => t(s.form ? 'form' : 'header', { sheet: s.name, n: s.headerRow })).join('；')}
              {i.skipped.length > 0 && <span className="block">{t('skipped', { names: i.skipped.join(say(comma)) })}</span>}
            </p>
            <FoundNotes data={i} />
          </Panel>
          <HeaderPanel key={`${i.id}/${i.asks}`} data={i} />
          <UnreadFiles files={i.unread} />
          <MappingPanel key={i.rev} data={i} editable />
          {!i.asks && <ApplyPanel data={i} />}
          <UpdateTable data={i} />
          <WarningTable data={i} />
        </>
      )}
      {i.state === 'done' && <BatchPanel data={i} />}
      <ErrorTable errors={i.errors} complete={i.errors.length < 1000 ? i.errors.length : i.rows.bad} />
      {i.state === 'preview' && <SampleTable data={i} />}
    </Page>
  )
}
