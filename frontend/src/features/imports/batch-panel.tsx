import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Progress, type TableColumnsType } from 'antd'
import { DownloadOutlined } from '@ant-design/icons'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { useDownload } from '@/lib/download'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { ScrollTable } from '@/ui/scroll-table'
import { ResourceList } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { Empty } from '@/ui/state-view'
import { ToneTag } from '@/ui/state-tag'
import { Diff } from './found-notes'
import { importQuery, importRows, refusedRows, rowKeys, stepBatch, type Import, type ImportRow, type RowProblem } from './api'
import { actions, pageOf, recordStates } from './words'

const texts = messages({
  title: ['这一批的内容', 'Rows of this batch'],
  hint: ['只列出这次导入的行和它们现在的状态。', 'Only the rows of this import, with their present state.'],
  submit: ['全部提交审核', 'Submit all for review'],
  publish: ['全部发布', 'Publish all'],
  undo: ['撤回这一批', 'Take the batch back'],
  refused: ['下载被退回的行', 'Download the refused rows'],
  askSubmit: ['把这一批里的草稿全部提交审核？', 'Submit all drafts of this batch for review?'],
  askPublish: ['把这一批全部发布？视为由您审核通过。', 'Publish the whole batch? It counts as reviewed by you.'],
  askUndo: ['撤回这一批？', 'Take this batch back?'],
  undoText: ['新增的行会删除，更新的行恢复原来的内容。导入之后有人改动过、或已有对接的行保持不变，并列出来。', 'New rows are removed, updated ones stand as before. Rows that somebody changed since, or that have a deal, stay and are listed.'],
  doing: ['正在办理：{step}，已处理 {done} / {total} 行', 'At work: {step}, {done} of {total} rows'],
  done: ['{step}：完成 {moved} 行', '{step}: {moved} rows done'],
  leftOver: ['{step}：完成 {moved} 行，{left} 行没有办，原因见下', '{step}: {moved} rows done, {left} left as they are; see below'],
  row: ['行', 'Row'],
  name: ['名称', 'Title'],
  action: ['这次导入', 'This import'],
  state: ['现在的状态', 'State now'],
  changed: ['之后有人改动', 'changed since'],
  undone: ['已撤回', 'Taken back'],
  gone: ['已不存在', 'Gone'],
  none: ['这一批没有写入任何行', 'This batch wrote no rows'],
  why: ['没有办的原因', 'Why not'],
  ok: ['确定', 'OK'],
  cancel: ['取消', 'Cancel'],
})

/** The page of a batch: its rows and nothing else, and steps for all of them. */
export function BatchPanel({ data: i }: { data: Import }) {
  const t = useT(texts)
  const say = useSay()
  const client = useQueryClient()
  const { modal, message } = App.useApp()
  const download = useDownload()
  const officer = useIs('officer')
  const listing = i.kind === 'demands' || i.kind === 'achievements'
  const b = i.batch
  const running = b?.running ?? false
  useEffect(() => {
    if (!running) void client.invalidateQueries({ queryKey: rowKeys(i.id) })
  }, [client, i.id, running])
  const step = useMutation({ ...stepBatch(i.id), onSuccess: (next) => client.setQueryData(importQuery(i.id).queryKey, next) })
  const ask = (s: 'submit' | 'publish' | 'undo', title: string, content?: string) =>
    void modal.confirm({ title, content, okText: t('ok'), cancelText: t('cancel'), okButtonProps: { danger: s === 'undo' }, onOk: () => step.mutateAsync(s).catch(() => undefined) })
  const state = (r: ImportRow) => {
    if (r.undone && !r.state) return <ToneTag tone="neutral">{t('undone')}</ToneTag>
    if (!r.state) return <ToneTag tone="neutral">{t('gone')}</ToneTag>
    return (
      <>
        <ToneTag tone={r.state === 'open' || r.state === 'verified' ? 'good' : r.state === 'draft' ? 'wait' : 'neutral'}>{say(word(recordStates, r.state, r.stateName))}</ToneTag>
        {r.undone ? <span className="muted"> {t('undone')}</span> : !r.untouched && (r.action === 'created' || r.action === 'updated') && <span className="muted"> {t('changed')}</span>}
      </>
    )
  }
  const title = (r: ImportRow) => (
    <>
      {r.record && i.kind !== 'organizations' ? <Link className="strong" to={`${pageOf[i.kind] ?? ''}/${r.record}`}>{r.title}</Link> : r.title} <span className="muted num">{r.serial}</span>
      {r.changes.length > 0 && <Diff changes={r.changes} />}
    </>
  )
  const columns: TableColumnsType<ImportRow> = [
    { title: t('row'), key: 'row', align: 'right', width: 70, render: (_, r) => <span className="num">{r.row}</span> },
    { title: t('name'), key: 'name', render: (_, r) => title(r) },
    { title: t('action'), key: 'action', width: 160, render: (_, r) => say(word(actions, r.action)) },
    { title: t('state'), key: 'state', width: 200, render: (_, r) => state(r) },
  ]
  const notes: TableColumnsType<RowProblem> = [
    { title: t('row'), key: 'row', align: 'right', width: 70, render: (_, e) => <span className="num">{e.row}</span> },
    { title: t('name'), key: 'name', render: (_, e) => `${e.value} ${e.heading}` },
    { title: t('why'), key: 'why', render: (_, e) => e.msg },
  ]
  const refused = (i.result?.refused ?? 0) > 0 || i.rows.differs > 0
  return (
    <Panel title={t('title')}>
      <p className="muted">{t('hint')}</p>
      <Notice lines={step.error ? [step.error.message] : []} />
      <div className="batch-steps">
        {listing && officer && (
          <>
            <Button disabled={running} onClick={() => ask('submit', t('askSubmit'))}>
              {t('submit')}
            </Button>
            <Button disabled={running} type="primary" onClick={() => ask('publish', t('askPublish'))}>
              {t('publish')}
            </Button>
          </>
        )}
        {i.kind !== 'organizations' && (
          <Button disabled={running} danger onClick={() => ask('undo', t('askUndo'), t('undoText'))}>
            {t('undo')}
          </Button>
        )}
        {refused && (
          <Button icon={<DownloadOutlined />} onClick={() => void download(refusedRows(i.id)).catch((e: Error) => message.error(e.message))}>
            {t('refused')}
          </Button>
        )}
      </div>
      {b && running && (
        <div role="status" aria-live="polite">
          <Progress percent={b.total > 0 ? Math.floor((b.done / b.total) * 100) : 0} status="active" aria-label={t(b.step)} />
          <p className="muted num">{t('doing', { step: t(b.step), done: b.done, total: b.total })}</p>
        </div>
      )}
      {b && !running && (b.failure ? <Notice lines={[b.failure]} /> : <Notice type={b.left > 0 ? 'warning' : 'success'} lines={[t(b.left > 0 ? 'leftOver' : 'done', { step: t(b.step), moved: b.moved, left: b.left })]} />)}
      {b && b.notes.length > 0 && (
        <ScrollTable<RowProblem> className="gap-below" stacked label={t('why')} size="small" rowKey={(e) => `${e.sheet}/${e.row}/${e.heading}`} columns={notes} dataSource={b.notes} pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }} />
      )}
      <ResourceList<ImportRow>
        caption={t('title')}
        list={importRows(i.id)}
        rowKey={(r) => `${r.sheet}/${r.row}/${r.serial}/${r.title}`}
        columns={columns}
        card={(r) => <RowCard title={title(r)} tag={state(r)} meta={[`${t('row')} ${r.row}`, say(word(actions, r.action))]} />}
        empty={<Empty title={t('none')} />}
      />
    </Panel>
  )
}
