import { Button, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { useListFilters } from '@/lib/url-filters'
import { ExportButton } from '@/ui/export-button'
import { FilterBar } from '@/ui/filter-bar'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { Empty } from '@/ui/state-view'
import { MatchingPaused } from '@/ui/search-away'
import { ScoreRing } from '@/ui/score-ring'
import { ToneTag } from '@/ui/state-tag'
import { LearningLine } from './learning-line'
import { matchList, matchSheet, type Match } from './api'
import { ringParts } from './ring-parts'
import { PairButton } from './pair-button'

const texts = messages({
  hasDeal: ['已对接 {serial}', 'Deal {serial}'],
  title: ['匹配', 'Matches'],
  sub: ['需求和成果的配对，分数和理由对双方一样', 'Pairs of demand and achievement; both sides read the same score and reasons'],
  search: ['搜索需求或成果名称', 'Search titles'],
  min: ['最低分数', 'Least score'],
  any: ['不限分数', 'Any score'],
  atLeast: ['{n} 分以上', '{n} and above'],
  score: ['匹配度', 'Score'],
  demand: ['技术需求', 'Demand'],
  achievement: ['科技成果', 'Achievement'],
  requirements: ['指标', 'Requirements'],
  met: ['满足 {n}', 'met {n}'],
  unmet: ['不满足 {n}', 'not met {n}'],
  short: ['承诺不足 {n}', 'promised less {n}'],
  unknown: ['待确认 {n}', 'to be asked {n}'],
  reasons: ['共同点', 'In common'],
  weak: ['部分相近', 'partly near'],
  goodOnly: ['只有对象相同', 'only the good is shared'],
  list: ['显示', 'Show'],
  listed: ['匹配结果', 'Matches'],
  aside: ['已排除', 'Put aside'],
  asideEmpty: ['没有已排除的匹配', 'Nothing is put aside'],
  asideText: ['在匹配里选“不合适”的会移到这里，随时可以恢复。', 'What you mark as not suitable comes here; you can bring it back.'],
  refused: ['{side}已排除', 'put aside by the {side}'],
  demandSide: ['需求方', 'demand side'],
  achievementSide: ['成果方', 'achievement side'],
  see: ['看理由', 'Reasons'],
  ring: ['匹配度 {n} 分', 'Score {n}'],
  empty: ['还没有匹配', 'No matches yet'],
  emptyText: ['需求或成果发布后会自动匹配。先发布一条，或把已发布的内容写得更具体。', 'Matching starts by itself when something is published. Post one, or make what is published more specific.'],
  postDemand: ['发布需求', 'Post a demand'],
  postAchievement: ['发布成果', 'Post an achievement'],
  none: ['没有符合条件的匹配', 'No match fits'],
  clear: ['清除条件', 'Clear'],
})

const outcomes = ['met', 'unmet', 'short', 'unknown'] as const

export default function MatchListPage() {
  const t = useT(texts)
  const official = useIs('officer', 'admin')
  const mayDemand = useIs('enterprise', 'agency', 'commissioner', 'officer')
  const mayAchieve = useIs('institute', 'researcher')
  const broker = useIs('broker')
  const mayDecline = useIs('enterprise', 'institute', 'researcher', 'agency', 'commissioner', 'broker')
  const filters = useListFilters('q', 'min', 'declined')
  const f = filters.values
  const reasons = (m: Match) => [...new Set(m.reasons.map((r) => r.text))].slice(0, 4).join('、')
  const verdicts = (m: Match) =>
    outcomes
      .map((v) => ({ v, n: m.requirements.filter((r) => r.verdict === v).length }))
      .filter((x) => x.n > 0)
      .map((x) => t(x.v, { n: x.n }))
      .join(' · ')
  const marks = (m: Match) => (
    <>
      {m.goodOnly && <ToneTag tone="wait">{t('goodOnly')}</ToneTag>}
      {m.deal && <ToneTag tone="good">{t('hasDeal', { serial: m.deal.serial })}</ToneTag>}
      {m.weak && !m.goodOnly && <ToneTag tone="wait">{t('weak')}</ToneTag>}
      {m.refused?.map((r) => (
        <ToneTag key={r.side} tone="neutral">
          {t('refused', { side: t(r.side === 'demand' ? 'demandSide' : 'achievementSide') })}
        </ToneTag>
      ))}
    </>
  )
  const columns: TableColumnsType<Match> = [
    { title: t('score'), width: 84, render: (_, m) => <ScoreRing score={m.score} parts={ringParts(m)} size={52} label={t('ring', { n: m.score })} /> },
    { title: t('demand'), render: (_, m) => <Link className="listing-title" style={{ maxWidth: '26ch' }} to={`/demands/${m.demand.id}`}>{m.demand.title}</Link> },
    { title: t('achievement'), render: (_, m) => <Link className="listing-title" style={{ maxWidth: '26ch' }} to={`/achievements/${m.achievement.id}`}>{m.achievement.title}</Link> },
    { title: t('reasons'), width: 220, render: (_, m) => <>{marks(m)} {reasons(m)}</> },
    { title: t('requirements'), render: (_, m) => (m.requirements.length ? <span className="num">{verdicts(m)}</span> : <span className="muted">—</span>) },
    { title: <span className="visually-hidden">{t('see')}</span>, width: 90, render: (_, m) => <Link to={`/matches/${m.id}`}>{t('see')}</Link> },
  ]
  return (
    <Page title={t('title')} sub={t('sub')} actions={broker && <PairButton />}>
      <FilterBar
        filters={filters}
        fields={[
          { name: 'q', kind: 'search', label: t('search') },
          { name: 'min', label: t('min'), options: [{ value: '', label: t('any') }, ...['40', '60', '80'].map((n) => ({ value: n, label: t('atLeast', { n }) }))] },
          mayDecline && { name: 'declined', label: t('list'), options: [{ value: '', label: t('listed') }, { value: 'true', label: t('aside') }] },
        ]}
      />
      <MatchingPaused />
      {official && <LearningLine />}
      <ResourceList<Match>
        caption={t('title')}
        list={matchList({ ...f, limit: 20 })}
        rowKey={(m) => m.id}
        columns={columns}
        to={(m) => `/matches/${m.id}`}
        card={(m) => (
          <div className="row row-card">
            <ScoreRing score={m.score} parts={ringParts(m)} size={60} label={t('ring', { n: m.score })} />
            <div style={{ minWidth: 0 }}>
              <span className="title">{m.demand.title}</span>
              <div>{m.achievement.title}</div>
              <div className="meta">
                {marks(m)}
                <span>{reasons(m)}</span>
              </div>
            </div>
          </div>
        )}
        extra={<ExportButton file={matchSheet(f)} />}
        narrowed={{ filters: { active: Boolean(f.q || f.min), clear: () => filters.set({ q: '', min: '' }) }, none: t('none'), clear: t('clear') }}
        empty={
          f.declined ? (
            <Empty title={t('asideEmpty')}>{t('asideText')}</Empty>
          ) : (
            <Empty
              title={t('empty')}
              actions={
                (mayDemand || mayAchieve) && (
                  <Link to={mayDemand ? '/demands/new' : '/achievements/new'}>
                    <Button type="primary">{t(mayDemand ? 'postDemand' : 'postAchievement')}</Button>
                  </Link>
                )
              }
            >
              {t('emptyText')}
            </Empty>
          )
        }
      />
    </Page>
  )
}
