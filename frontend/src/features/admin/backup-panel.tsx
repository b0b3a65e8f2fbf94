import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { ago, count, timeOf } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { ToneTag } from '@/ui/state-tag'
import { Loaded } from '@/ui/state-view'
import { backupQuery, runBackup } from './api'

const texts = messages({
  title: ['备份', 'Backups'],
  off: ['未开启', 'Off'],
  good: ['正常', 'Good'],
  late: ['没有做成', 'Failed'],
  running: ['正在备份', 'Running'],
  never: ['还没有做过备份', 'No backup has been made yet'],
  last: ['最近一次（已恢复到临时文件夹验证）', 'The last one (proven by a restore into a temporary folder)'],
  holds: ['{d} 条记录、{b} 个附件，{m} MB', '{d} records, {b} files, {m} MB'],
  folder: ['服务器上的文件夹', 'Folder on the server'],
  now: ['立即备份', 'Back up now'],
  asked: ['已安排，约半分钟内开始', 'Asked for; it begins within half a minute'],
})

/** How the nightly backups are: age, outcome, and one at once. */
export function BackupPanel() {
  const t = useT(texts)
  const lang = useLanguage()
  const { message } = App.useApp()
  const query = useQuery(backupQuery)
  const run = useMutation({ ...runBackup, onSuccess: () => message.success(t('asked')), onError: (e) => message.error(e.message) })
  return (
    <Panel
      title={t('title')}
      extra={
        <Button onClick={() => run.mutate()} loading={run.isPending} disabled={query.data?.running}>
          {t('now')}
        </Button>
      }
    >
      <Loaded query={query} rows={3}>
        {(b) => (
          <div className="stack" style={{ gap: 8 }}>
            <div>
              {b.running ? (
                <ToneTag tone="wait">{t('running')}</ToneTag>
              ) : b.overdue || b.failure ? (
                <ToneTag tone="bad">{t('late')}</ToneTag>
              ) : b.on ? (
                <ToneTag tone="good">{t('good')}</ToneTag>
              ) : (
                <ToneTag tone="neutral">{t('off')}</ToneTag>
              )}
            </div>
            {b.failure && !b.running && <Notice lines={[b.failure]} />}
            {b.doneAt ? (
              <div>
                <div className="muted">{t('last')}</div>
                <div>
                  {timeOf(b.doneAt, lang)} · {ago(b.doneAt, lang)}
                </div>
                <div className="num anywhere">
                  {b.file}
                </div>
                <div className="muted">{t('holds', { d: count(b.documents ?? 0, lang), b: count(b.blobs ?? 0, lang), m: ((b.bytes ?? 0) / 1_048_576).toFixed(1) })}</div>
              </div>
            ) : (
              <div>{t('never')}</div>
            )}
            <div className="muted anywhere">
              {t('folder')}：{b.folder}
            </div>
          </div>
        )}
      </Loaded>
    </Panel>
  )
}
