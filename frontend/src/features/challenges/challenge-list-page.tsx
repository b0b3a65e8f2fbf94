import { PlusOutlined, WifiOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Link } from 'react-router'
import { money } from '@/lib/format'
import { base } from '@/lib/api/client'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { useIndustryName } from '@/lib/reference'
import { useMarket } from '@/lib/market'
import { useIs } from '@/lib/session'
import { useListFilters } from '@/lib/url-filters'
import { FilterBar } from '@/ui/filter-bar'
import { Page } from '@/ui/page'
import { ResourceList, type Column } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { Empty } from '@/ui/state-view'
import { challengeList, type Challenge } from './api'
import { Deadline } from './deadline'
import { ChallengeTag } from './state-tags'
import { useTerms } from './words'

const texts = messages({
  title: ['揭榜挂帅', 'Challenges'],
  sub: ['企业和部门张榜的难题，任何地方的团队都可以揭榜', 'Hard problems put out by firms and offices; teams from anywhere may take them up'],
  new: ['新建榜单', 'New challenge'],
  scope: ['范围', 'Scope'],
  public: ['已张榜的', 'Public ones'],
  mine: ['本单位的', 'Of my unit'],
  market: ['本市场全部', 'All of this market'],
  phase: ['阶段', 'Phase'],
  allPhases: ['全部阶段', 'All phases'],
  board: ['看板', 'Board'],
  feed: ['订阅（Atom）', 'Subscribe (Atom)'],
  state: ['状态', 'State'],
  all: ['全部状态', 'All states'],
  kind: ['类别', 'Kind'],
  allKinds: ['全部类别', 'All kinds'],
  what: ['榜单', 'Challenge'],
  asker: ['发榜方', 'Asker'],
  sum: ['榜单金额', 'Amount'],
  due: ['揭榜截止', 'Bids until'],
  none: ['没有符合条件的榜单', 'No challenge fits'],
  where: ['地区', 'Where'],
  here: ['本市场', 'This market'],
  everywhere: ['全部地区', 'All places'],
  team: ['揭榜方：{team}', 'Team: {team}'],
  empty: ['现在没有正在张榜的榜单', 'Nothing is open for bids now'],
  showAll: ['看全部榜单和结果', 'Show all, with results'],
  emptyText: ['自己解决不了、也没有现成成果的难题，可以张榜求解。', 'Put out a problem that you cannot solve and no achievement fits.'],
})

const shownStates = ['posted', 'closed', 'reviewing', 'arguing', 'announcing', 'ratifying', 'agreeing', 'running', 'accepted', 'notPassed', 'terminated', 'cancelled']
const ownStates = ['draft', 'vetting', 'returned', 'listing', ...shownStates]

export default function ChallengeListPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const terms = useTerms()
  const industry = useIndustryName()
  const asker = useIs('enterprise', 'department')
  const officer = useIs('officer')
  const market = useMarket()
  const filters = useListFilters('scope', 'phase', 'state', 'kind', 'market')
  const { scope, phase, state, kind, market: where } = filters.values
  const visitor = scope === ''
  const states = visitor ? shownStates : ownStates
  // A visitor sees first what he can bid for.
  const query = { scope, kind, state, phase: phase === 'all' || state ? '' : phase || (visitor ? 'open' : ''), market: visitor && where !== 'all' ? market?.id : '', sort: visitor && !state && (phase === '' || phase === 'open') ? 'deadline' : '' }
  const columns: Column<Challenge>[] = [
    {
      title: t('what'),
      key: 'what',
      render: (_, c) => (
        <>
          <Link to={`/challenges/${c.id}`}>{c.terms.title}</Link>
          {c.choice && <div>{t('team', { team: c.choice.team })}</div>}
          <div className="muted">{[c.serial, industry(c.terms.industry, true), terms.name('challengeKinds', c.terms.kind)].filter(Boolean).join(' · ')}</div>
        </>
      ),
    },
    { title: t('asker'), key: 'asker', render: (_, c) => c.asker.name },
    { title: t('sum'), key: 'sum', render: (_, c) => <span className="nowrap num">{money((c.terms.ownFen ?? 0) + (c.terms.publicFen ?? 0), lang)}</span> },
    { title: t('due'), key: 'due', render: (_, c) => <Deadline challenge={c} short /> },
    { title: t('state'), key: 'state', render: (_, c) => <ChallengeTag state={c.state} name={c.stateName} /> },
  ]
  return (
    <Page
      title={t('title')}
      sub={t('sub')}
      actions={
        <>
          <a href={`${base}/challenges/feed.atom${market ? `?market=${market.id}` : ''}`}>
            <Button icon={<WifiOutlined />}>{t('feed')}</Button>
          </a>
          {(asker || officer) && (
            <Link to="/challenge-board">
              <Button>{t('board')}</Button>
            </Link>
          )}
          {(asker || officer) && (
          <Link to="/challenges/new">
            <Button type="primary" icon={<PlusOutlined />}>
              {t('new')}
            </Button>
          </Link>
          )}
        </>
      }
    >
      <FilterBar
        filters={filters}
        fields={[
          (asker || officer) && {
            name: 'scope',
            label: t('scope'),
            options: [{ value: '', label: t('public') }, ...(asker ? [{ value: 'mine', label: t('mine') }] : []), ...(officer ? [{ value: 'market', label: t('market') }] : [])],
          },
          visitor && { name: 'market', label: t('where'), options: [{ value: '', label: t('here') }, { value: 'all', label: t('everywhere') }] },
          {
            name: 'phase',
            label: t('phase'),
            options: visitor
              ? [...['', 'choosing', 'running', 'ended'].map((value) => ({ value, label: terms.name('challengePhases', value || 'open') })), { value: 'all', label: t('allPhases') }]
              : [{ value: '', label: t('allPhases') }, ...terms.options('challengePhases')],
          },
          { name: 'state', label: t('state'), options: [{ value: '', label: t('all') }, ...states.map((value) => ({ value, label: say(word('challengeStates', value)) }))] },
          { name: 'kind', label: t('kind'), options: [{ value: '', label: t('allKinds') }, ...terms.options('challengeKinds')] },
        ]}
      />
      <ResourceList<Challenge>
        caption={t('title')}
        list={challengeList(query)}
        enabled={market !== undefined}
        rowKey={(c) => c.id}
        columns={columns}
        to={(c) => `/challenges/${c.id}`}
        card={(c) => (
          <RowCard title={c.terms.title} tag={<ChallengeTag state={c.state} name={c.stateName} />} meta={[c.asker.name, money((c.terms.ownFen ?? 0) + (c.terms.publicFen ?? 0), lang)]}>
            <Deadline challenge={c} short />
          </RowCard>
        )}
        narrowed={{ filters, none: t('none') }}
        empty={
          <Empty title={t('empty')} actions={visitor && <Button onClick={() => filters.set({ phase: 'all' })}>{t('showAll')}</Button>}>
            {t('emptyText')}
          </Empty>
        }
      />
    </Page>
  )
}
