import { ReloadOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { get, post } from '@/lib/api/client'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { ExportButton } from '@/ui/export-button'
import { Page } from '@/ui/page'
import { Empty, Loaded } from '@/ui/state-view'
import { jobNames } from './words'

const texts = messages({
  title: ['后台任务', 'Background jobs'],
  sub: ['多次失败、不再自动重试的任务', 'Jobs that failed too often and are no longer tried'],
  pending: ['另有 {n} 项任务正在排队或处理中。', '{n} more jobs wait or are being worked off.'],
  none: ['没有失败的任务', 'No failed jobs'],
  noneText: ['匹配、导入等都在正常进行，不需要处理。', 'Matching and imports run as they should.'],
  retry: ['重试', 'Retry'],
  retried: ['已重新排队', 'Queued again'],
  dismiss: ['放弃', 'Dismiss'],
  dismissAsk: ['放弃后不再处理这项任务。', 'This job will not be done.'],
  cancel: ['取消', 'Cancel'],
  tries: ['失败 {n} 次', 'failed {n} times'],
})

interface Job {
  id: string
  name: string
  record: string
  step: string
  at: number
  tries: number
  failure: string
}

export default function JobListPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const client = useQueryClient()
  const { message } = App.useApp()
  const query = useQuery({
    queryKey: ['jobs'],
    queryFn: ({ signal }) => get<{ items: Job[]; pending?: number }>('/jobs', { failed: true }, signal),
    refetchInterval: 10_000,
  })
  const act = useMutation({
    mutationFn: ({ id, step }: { id: string; step: 'retry' | 'dismiss' }) => post(`/jobs/${encodeURIComponent(id)}/${step}`),
    onSuccess: (_, { step }) => {
      if (step === 'retry') message.success(t('retried'))
      void client.invalidateQueries({ queryKey: ['jobs'] })
    },
    onError: (e) => message.error(e.message, 6),
  })
  return (
    <Page title={t('title')} sub={t('sub')} actions={<ExportButton path="/jobs/export.xlsx" />}>
      <Loaded query={query} rows={4}>
        {({ items, pending = 0 }) => (
          <>
            {pending > 0 && (
              <p className="muted" role="status" style={{ margin: 0 }}>
                {t('pending', { n: pending })}
              </p>
            )}
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
                        <span className="title">{say(word(jobNames, j.name))}</span>
                        <div className="meta">
                          <span>{j.step}</span>
                          <span>{t('tries', { n: j.tries })}</span>
                          <span>{timeOf(j.at, lang)}</span>
                          <span className="num">{j.record}</span>
                        </div>
                        <div style={{ color: '#8c231b' }}>{j.failure}</div>
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
