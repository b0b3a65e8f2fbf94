import { ReloadOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { ExportButton } from '@/ui/export-button'
import { Page } from '@/ui/page'
import { Empty, Loaded } from '@/ui/state-view'
import { jobSheet, jobsQuery, takeJob } from './api'
import { IndexPanel, WaitingPanel } from './job-panels'

const texts = messages({
  title: ['后台任务', 'Background jobs'],
  sub: ['匹配、导入等在后台做的事', 'Matching, imports and what else runs in the background'],
  failed: ['失败、不再自动重试的任务', 'Failed, and no longer tried'],
  none: ['没有失败的任务', 'No failed jobs'],
  noneText: ['匹配、导入等都在正常进行，不需要处理。', 'Matching and imports run as they should.'],
  retry: ['重试', 'Retry'],
  retried: ['已重新排队', 'Queued again'],
  dismiss: ['放弃', 'Dismiss'],
  dismissAsk: ['放弃后不再处理这项任务。', 'This job will not be done.'],
  cancel: ['取消', 'Cancel'],
  details: ['技术细节', 'Technical details'],
  tries: ['失败 {n} 次', 'failed {n} times'],
})

export default function JobListPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const { message } = App.useApp()
  const query = useQuery(jobsQuery)
  const act = useMutation({
    ...takeJob,
    onSuccess: (_, { step }) => step === 'retry' && message.success(t('retried')),
    onError: (e) => message.error(e.message, 6),
  })
  return (
    <Page title={t('title')} sub={t('sub')} actions={<ExportButton file={jobSheet} />}>
      <Loaded query={query} rows={4}>
        {({ items, pending, waiting, index }) => (
          <>
            <IndexPanel index={index} />
            <WaitingPanel jobs={waiting} total={pending} />
            <h2 className="section-title flat">
              {t('failed')}
            </h2>
            {items.length === 0 ? (
              <div className="panel">
                <Empty title={t('none')}>{t('noneText')}</Empty>
              </div>
            ) : (
              <ul className="cards">
                {items.map((j) => (
                  <li key={j.id} className="card-link">
                    <div className="row between" style={{ alignItems: 'flex-start' }}>
                      <div style={{ minWidth: 0, flex: 1 }}>
                        <span className="title">{say(word('jobNames', j.name))}</span>
                        <div className="meta">
                          <span>{t('tries', { n: j.tries })}</span>
                          <span>{timeOf(j.at, lang)}</span>
                          <span className="num">{j.record}</span>
                        </div>
                        <div className="bad-text">{j.words ?? ''}</div>
                        <details className="muted">
                          <summary>{t('details')}</summary>
                          <code>{j.failure}</code>
                        </details>
                      </div>
                      <span className="row">
                        <Button icon={<ReloadOutlined />} loading={act.isPending && act.variables.id === j.id} onClick={() => act.mutate({ id: j.id, step: 'retry' })}>
                          {t('retry')}
                        </Button>
                        <Popconfirm title={t('dismissAsk')} okText={t('dismiss')} cancelText={t('cancel')} onConfirm={() => act.mutateAsync({ id: j.id, step: 'dismiss' }).catch(() => undefined)}>
                          <Button danger>{t('dismiss')}</Button>
                        </Popconfirm>
                      </span>
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
