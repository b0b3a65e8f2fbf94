import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { get } from '@/lib/api/client'
import { messages, useT } from '@/lib/i18n/language'
import { useIs, useMe } from '@/lib/session'
import { ExportButton } from '@/ui/export-button'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { Empty, Failure, Loading } from '@/ui/state-view'
import { CrossReferences } from './cross-references'
import { ExpertsPanel } from './experts-panel'
import { MatchCard } from './match-card'
import type { MatchList } from './match-types'
import { pathOf, type Listing } from './types'
import './found.css'

const texts = messages({
  achievements: ['匹配的成果', 'Matching achievements'],
  demands: ['匹配的需求', 'Matching demands'],
  signin: ['登录后查看匹配结果和理由。', 'Sign in to see the matches and their reasons.'],
  closed: ['匹配结果和理由只给发布单位、技术经理人、服务机构和科技主管部门看。', 'Matches and reasons are shown to the owner, brokers, agencies and the bureau.'],
  signinGo: ['登录', 'Sign in'],
  pending: ['正在匹配，结果马上出来…', 'Matching; results appear in a moment…'],
  noneDemand: ['暂无合适成果', 'Nothing suitable yet'],
  noneAchievement: ['暂无合适需求', 'No suitable demand yet'],
  noneText: ['已比对全部已发布的内容，没有达到可推荐的程度。', 'All published content was compared; nothing was good enough to suggest.'],
  step1: ['把指标写具体：对象、现状、目标值和单位', 'Make the requirements measurable: object, present state, target, unit'],
  step2: ['请技术经理人或主管部门人工帮找', 'Ask a broker or the bureau to look by hand'],
  step3: ['难度大的，可以申请张榜（揭榜挂帅）', 'For hard ones, ask for an open challenge'],
  weak: ['仍要看看部分相近的（{n} 条）', 'Show what is partly near ({n})'],
  more: ['更多（共 {n} 条）', 'More ({n} in all)'],
  precision: ['按已判定的样本测算，这样推荐的结果约 {n}% 是合适的。', 'On judged samples about {n}% of what is shown this way is right.'],
})

/** The matches of one published listing: three first, more on request, or an honest none with next steps. */
export function MatchesPanel({ listing: l }: { listing: Listing }) {
  const t = useT(texts)
  const me = useMe()
  const [limit, setLimit] = useState(3)
  const path = `${pathOf(l.kind)}/${l.id}/matches`
  const demand = l.kind === 'demand'
  const office = useIs('broker', 'agency', 'officer')
  const mayRead = office || l.mine
  const query = useQuery({
    queryKey: ['matches', path, limit],
    queryFn: ({ signal }) => get<MatchList>(path, { limit }, signal),
    enabled: mayRead,
    placeholderData: (old) => old,
    // A listing published a moment ago is being matched: look again until it is done.
    refetchInterval: (q) => (q.state.data?.pending ? 1500 : false),
  })
  const title = t(demand ? 'achievements' : 'demands')
  if (!me)
    return (
      <Panel title={title}>
        <div className="row">
          <span>{t('signin')}</span>
          <Link to={`/signin?next=${encodeURIComponent(`${pathOf(l.kind)}/${l.id}`)}`}>
            <Button type="primary">{t('signinGo')}</Button>
          </Link>
        </div>
      </Panel>
    )
  if (!mayRead)
    return (
      <Panel title={title}>
        <span className="muted">{t('closed')}</span>
      </Panel>
    )
  if (query.error && !query.data) return <Failure error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <Loading rows={5} />
  const m = query.data
  const steps = m.none?.steps.length ? m.none.steps : [t('step1'), t('step2'), t('step3')]
  return (
    <section aria-label={title} aria-live="polite">
      <div className="row between" style={{ marginBottom: 10 }}>
        <h2 className="section-title" style={{ margin: 0 }}>
          {title}
        </h2>
        {m.items.length > 0 && <ExportButton path="/matches/export.xlsx" query={{ [l.kind]: l.id }} size="small" />}
      </div>
      {m.pending && m.items.length === 0 ? (
        <div className="panel" role="status">
          {t('pending')}
        </div>
      ) : m.items.length === 0 ? (
        <div className="panel">
          <Empty title={t(demand ? 'noneDemand' : 'noneAchievement')}>
            <p>{m.none?.reason || t('noneText')}</p>
            <ul>
              {steps.map((s) => (
                <li key={s}>{s}</li>
              ))}
            </ul>
            {m.total > 0 && limit === 3 && (
              <div className="actions">
                <Button onClick={() => setLimit(13)}>{t('weak', { n: m.total })}</Button>
              </div>
            )}
          </Empty>
        </div>
      ) : (
        <>
          {m.none && <Notice type="info" lines={[`${t(demand ? 'noneDemand' : 'noneAchievement')}：${m.none.reason}`]} />}
          {m.items.map((x, i) => (
            <MatchCard key={x.id} match={x} seenFrom={l.kind} open={i === 0} />
          ))}
          <div className="row" style={{ marginTop: 12 }}>
            {m.total > m.items.length && (
              <Button onClick={() => setLimit(limit + 10)} loading={query.isFetching}>
                {t('more', { n: m.total })}
              </Button>
            )}
            {m.precision && m.shown > 0 ? <span className="muted">{t('precision', { n: Math.round(m.precision * 100) })}</span> : null}
          </div>
        </>
      )}
      {demand && <CrossReferences items={m.cross} />}
      {demand && m.shown === 0 && !m.pending && <ExpertsPanel demand={l.id} />}
    </section>
  )
}
