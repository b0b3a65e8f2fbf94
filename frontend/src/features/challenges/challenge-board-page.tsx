import { useQueries } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
import { count, money } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { Page } from '@/ui/page'
import { Failure, Loading } from '@/ui/state-view'
import { challengeLane, type Challenge } from './api'
import './challenges.css'
import { dueOf } from './due'
import { ChallengeTag } from './state-tags'
import { useTerms } from './words'

const texts = messages({
  title: ['揭榜看板', 'Challenge board'],
  sub: ['红色：已到期或只剩 3 天；黄色：7 天内到期，或停在一步超过 10 天', 'Red: due or three days left. Amber: due within seven days, or waiting for more than ten'],
  list: ['看列表', 'List'],
  none: ['暂无', 'None'],
  rest: ['还有 {n} 份，看全部', '{n} more, show all'],
  due: ['{day} 到期', 'due {day}'],
  waits: ['已停 {n} 天', 'waits for {n} days'],
  red: ['急', 'Urgent'],
  amber: ['留意', 'Soon'],
})

const lanes = ['preparing', 'open', 'choosing', 'running', 'ended'] as const
const shown = 30

/** Every challenge of the office or of the asker in its lane, with a light for what is due. */
export default function ChallengeBoardPage() {
  const t = useT(texts)
  const lang = useLanguage()
  const terms = useTerms()
  const scope = useIs('officer') ? 'market' : 'mine'
  const queries = useQueries({ queries: lanes.map((phase) => challengeLane({ scope, phase, limit: shown, sort: '-updated' })) })
  const failed = queries.find((q) => q.error && !q.data)
  const body = () => {
    if (failed) return <Failure error={failed.error} retry={() => queries.forEach((q) => void q.refetch())} />
    if (queries.some((q) => !q.data)) return <Loading rows={8} />
    return (
      <div className="lanes" role="group" aria-label={t('title')}>
        {lanes.map((phase, i) => {
          const items = queries[i]?.data?.items ?? []
          const total = Math.max(queries[i]?.data?.total ?? 0, items.length)
          return (
            <section key={phase} aria-labelledby={`lane-${phase}`}>
              <h2 id={`lane-${phase}`}>
                <span>{terms.name('challengePhases', phase)}</span>
                <span className="num muted">{count(total, lang)}</span>
              </h2>
              {items.length === 0 && <p className="muted" style={{ margin: 4 }}>{t('none')}</p>}
              <ul>
                {items.map((c) => (
                  <li key={c.id}>
                    <LaneCard challenge={c} />
                  </li>
                ))}
              </ul>
              {total > items.length && (
                <p style={{ margin: '8px 4px 0' }}>
                  <Link to={`/challenges?scope=${scope}&phase=${phase}`}>{t('rest', { n: total - items.length })}</Link>
                </p>
              )}
            </section>
          )
        })}
      </div>
    )
  }
  return (
    <Page
      title={t('title')}
      sub={t('sub')}
      actions={
        <Link to={`/challenges?scope=${scope}`}>
          <Button>{t('list')}</Button>
        </Link>
      }
    >
      {body()}
    </Page>
  )
}

function LaneCard({ challenge: c }: { challenge: Challenge }) {
  const t = useT(texts)
  const lang = useLanguage()
  const due = dueOf(c)
  return (
    <Link className={`card-link ${due.light}`} to={`/challenges/${c.id}`}>
      <span className="title">{c.terms.title}</span>
      <div className="meta">
        <ChallengeTag state={c.state} name={c.stateName} />
        <span>{c.asker.name}</span>
        <span className="num">{money((c.terms.ownFen ?? 0) + (c.terms.publicFen ?? 0), lang)}</span>
      </div>
      {(due.light === 'red' || due.light === 'amber') && (
        <div className="meta">
          <b>{t(due.light)}</b>
          <span>{due.day ? t('due', { day: due.day }) : t('waits', { n: due.waits })}</span>
        </div>
      )}
    </Link>
  )
}
