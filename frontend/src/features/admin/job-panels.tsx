import { Fragment } from 'react'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Facts } from '@/ui/facts'
import { Panel } from '@/ui/page'
import { ToneTag } from '@/ui/state-tag'
import type { Index, Job } from './api'
import { RefusedWrites } from './refused-writes'

const texts = messages({
  index: ['检索库', 'Search index'],
  memory: ['本程序内存中', 'in the memory of this program'],
  engine: ['所在', 'Where'],
  documents: ['已收录', 'Holds'],
  counts: ['需求 {d} 条，成果 {a} 项', '{d} demands, {a} achievements'],
  state: ['状态', 'State'],
  fine: ['正常', 'Fine'],
  away: ['连不上', 'Away'],
  behind: ['还有 {n} 次写入在排队', '{n} writes are queued'],
  refusing: ['有写入被拒绝', 'Refuses writes'],
  waiting: ['等待处理（{n}）', 'Waiting ({n})'],
  none: ['没有等待的任务。', 'Nothing waits.'],
  running: ['正在处理', 'running'],
  soon: ['排队中', 'queued'],
  later: ['{time} 再试', 'again at {time}'],
  tries: ['已失败 {n} 次', 'failed {n} times'],
})

/** How the index of search and matching is, in words. */
export function IndexPanel({ index: x }: { index: Index }) {
  const t = useT(texts)
  return (
    <Panel title={t('index')}>
      <Facts
        rows={[
          [t('engine'), x.engine === 'memory' ? t('memory') : x.engine],
          [t('documents'), <span className="num" key="n">{t('counts', { d: x.demands, a: x.achievements })}</span>],
          [
            t('state'),
            <Fragment key="s">
              <ToneTag tone={x.problem ? 'bad' : x.refused.length > 0 ? 'wait' : 'good'}>{t(x.problem ? 'away' : x.refused.length > 0 ? 'refusing' : 'fine')}</ToneTag>
              {x.problem && <div>{x.problem}</div>}
              {x.waiting > 0 && <div className="num">{t('behind', { n: x.waiting })}</div>}
            </Fragment>,
          ],
        ]}
      />
      {x.refused.length > 0 && <RefusedWrites writes={x.refused} />}
    </Panel>
  )
}

/** What waits or runs, with the last failure of what is being tried again. */
export function WaitingPanel({ jobs, total }: { jobs: Job[]; total: number }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  return (
    <Panel title={t('waiting', { n: total })}>
      {jobs.length === 0 ? (
        <p className="muted flat" role="status">
          {t('none')}
        </p>
      ) : (
        <ul className="plain-list">
          {jobs.slice(0, 20).map((j) => (
            <li key={j.id}>
              <b>{say(word('jobNames', j.name))}</b> <span className="muted num">{j.record}</span>{' '}
              <ToneTag tone={j.running ? 'teal' : 'wait'}>{j.running ? t('running') : j.tries > 0 ? t('later', { time: timeOf(j.due, lang) }) : t('soon')}</ToneTag>
              {j.tries > 0 && (
                <div className="muted">
                  {t('tries', { n: j.tries })} · {j.words ?? ''}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
