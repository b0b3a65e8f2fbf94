import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { useSearchAway } from '@/lib/search-away'
import { useIs, useMe } from '@/lib/session'
import { ExportButton } from '@/ui/export-button'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { MatchingPaused } from '@/ui/search-away'
import { Empty, Failure, Loading } from '@/ui/state-view'
import { CrossReferences } from './cross-references'
import { ExpertsPanel } from './experts-panel'
import { MatchCard } from './match-card'
import { matchesOf, matchSheet } from './api'
import { MatchesNone } from './matches-none'
import { pathOf, type Listing } from '@/lib/api/listings'
import '@/ui/listing.css'
import './matches.css'

const texts = messages({
  achievements: ['匹配的成果', 'Matching achievements'],
  demands: ['匹配的需求', 'Matching demands'],
  signin: ['登录后查看匹配结果和理由。', 'Sign in to see the matches and their reasons.'],
  closed: ['匹配结果和理由只给发布单位、技术经理人、服务机构和科技主管部门看。', 'Matches and reasons are shown to the owner, brokers, agencies and the bureau.'],
  signinGo: ['登录', 'Sign in'],
  pending: ['正在匹配，结果马上出来…', 'Matching; results appear in a moment…'],
  waits: ['这条内容等检索服务恢复后自动匹配。', 'This is matched by itself when the search engine is back.'],
  again: ['内容刚有更新，正在重新匹配，下面是上一次的结果。', 'Something changed and is being matched again; these are the last results.'],
  more: ['更多（共 {n} 条）', 'More ({n} in all)'],
  precision: ['按已判定的样本测算，这样推荐的结果约 {n}% 是合适的。', 'On judged samples about {n}% of what is shown this way is right.'],
  aside: ['已排除（{n}）', 'Put aside ({n})'],
  back: ['回到匹配结果', 'Back to the matches'],
  asideTitle: ['已排除的匹配', 'Matches you put aside'],
  asideNone: ['没有已排除的匹配', 'Nothing is put aside'],
  asideNoneText: ['任何一方更新内容后，排除过的匹配会重新参加推荐。', 'After either side publishes new content, what was put aside is suggested again.'],
})

const few = 3

/** The matches of one published listing: three first, more on request, or an honest none with next steps. */
export default function MatchesPanel({ listing: l }: { listing: Listing }) {
  const t = useT(texts)
  const me = useMe()
  const away = useSearchAway()
  const [limit, setLimit] = useState(few)
  const [aside, setAside] = useState(false)
  const demand = l.kind === 'demand'
  const office = useIs('broker', 'agency', 'officer')
  const mayRead = office || l.mine
  const query = useQuery({ ...matchesOf(l, limit, aside), enabled: mayRead })
  const title = t(aside ? 'asideTitle' : demand ? 'achievements' : 'demands')
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
  const weakOnly = m.items.length > 0 && m.none
  return (
    <section aria-label={title} aria-live="polite" aria-busy={query.isFetching && query.isPlaceholderData}>
      <div className="row between gap-below">
        <h2 className="section-title flat">
          {title}
        </h2>
        <span className="row">
          {aside ? (
            <Button size="small" onClick={() => setAside(false)}>
              {t('back')}
            </Button>
          ) : (
            m.declined > 0 && (
              <Button size="small" onClick={() => setAside(true)} data-testid="put-aside">
                {t('aside', { n: m.declined })}
              </Button>
            )
          )}
          {m.items.length > 0 && <ExportButton file={matchSheet({ [l.kind]: l.id, declined: aside || undefined })} size="small" />}
        </span>
      </div>
      <MatchingPaused />
      {m.pending && (
        <p className={m.items.length === 0 ? 'panel' : 'changed'} role="status">
          {t(m.items.length > 0 ? 'again' : away ? 'waits' : 'pending')}
        </p>
      )}
      {m.items.length === 0 && aside ? (
        <div className="panel">
          <Empty title={t('asideNone')}>{t('asideNoneText')}</Empty>
        </div>
      ) : m.items.length === 0 ? (
        !m.pending && <MatchesNone listing={l} answer={m} onWeak={() => setLimit(13)} />
      ) : (
        <>
          {weakOnly && !aside && <Notice type="info" lines={[m.none?.reason ?? '']} />}
          {m.items.map((x, i) => (
            <MatchCard key={x.id} match={x} seenFrom={l.kind} open={i === 0 && !aside && window.innerWidth >= 768} />
          ))}
          {!aside && (
            <div className="row gap-above">
              {m.total > m.items.length && (
                <Button onClick={() => setLimit(limit + 10)} loading={query.isFetching}>
                  {t('more', { n: m.total })}
                </Button>
              )}
              {m.precision && m.shown > 0 ? <span className="muted">{t('precision', { n: Math.round(m.precision * 100) })}</span> : null}
            </div>
          )}
        </>
      )}
      {demand && !aside && <CrossReferences items={m.cross} />}
      {demand && !aside && m.shown === 0 && !m.pending && <ExpertsPanel demand={l.id} />}
    </section>
  )
}
