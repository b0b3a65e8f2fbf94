import { Button, Grid, Segmented, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { ago } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { useListFilters } from '@/lib/url-filters'
import { useOptions } from '@/lib/vocabulary'
import { ExportButton } from '@/ui/export-button'
import { FilterBar } from '@/ui/filter-bar'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { Empty } from '@/ui/state-view'
import { AbsenceButton } from './absence-button'
import { dealList, dealSheet, type Deal } from './api'
import { DealBoard } from './deal-board'
import { DealCard, DealStateTag, WaitsFor } from './deal-summary'
import '@/ui/form.css'
import './deals.css'

const texts = messages({
  title: ['对接', 'Deals'],
  sub: ['从意向到签约，每一步和每一个“不”都留下理由', 'From intent to contract; every step and every no keeps its reason'],
  view: ['显示方式', 'View'],
  board: ['看板', 'Board'],
  list: ['列表', 'List'],
  scope: ['范围', 'Scope'],
  mine: ['我参与的', 'Mine'],
  market: ['本市场全部', 'Whole market'],
  state: ['状态', 'State'],
  allStates: ['全部状态', 'All states'],
  waiting: ['等我回应', 'Waits for my answer'],
  sort: ['排序', 'Order'],
  newest: ['刚有变动的在前', 'Changed last first'],
  oldest: ['久未变动的在前', 'Unchanged longest first'],
  serial: ['编号', 'Number'],
  pair: ['需求 ⇄ 成果', 'Demand ⇄ achievement'],
  sides: ['双方', 'Parties'],
  waitsFor: ['等谁回应', 'Waits for'],
  lapsing: ['即将失效', 'Lapses soon'],
  consented: ['双方已同意的', 'Both consented'],
  voided: ['因认领撤销终止的', 'Voided by an undone claim'],
  broker: ['技术经理人', 'Broker'],
  score: ['匹配分', 'Match'],
  updated: ['更新', 'Updated'],
  emptyTitle: ['还没有对接', 'No deals yet'],
  emptyText: ['在需求或成果的匹配结果里点“发起对接”，对方同意后就可以洽谈。', 'Press “open a deal” at a match of your demand or achievement; talks start when the other side consents.'],
  emptyOffice: ['企业、院所或技术经理人从匹配结果发起对接后，会显示在这里。', 'Deals appear here once a firm, an institute or a broker opens them from a match.'],
  toMatches: ['去看匹配', 'See matches'],
  none: ['没有这种状态的对接', 'No deal in this state'],
  clear: ['看全部状态', 'Show all states'],
})

const anyState = { state: '', waiting: '', lapsing: '', consented: '', voided: '' }

export default function DealListPage() {
  const t = useT(texts)
  const options = useOptions()
  const lang = useLanguage()
  const official = useIs('officer', 'registrar', 'admin')
  const wide = Grid.useBreakpoint().lg ?? window.innerWidth >= 992
  const filters = useListFilters('view', 'state', 'scope', 'sort', 'waiting', 'lapsing', 'consented', 'voided')
  const { set, values: { view: wanted, ...f } } = filters
  const scope = f.scope || (official ? 'market' : 'mine')
  const narrowed = [f.state, f.waiting, f.lapsing, f.consented, f.voided].some(Boolean)
  const view = !wide || narrowed ? 'list' : wanted || 'board'
  const query = { ...f, scope }
  const only = (one: Partial<typeof f> = {}) => ({ ...anyState, ...one, view: 'list' })
  const empty = (
    <Empty
      title={t('emptyTitle')}
      actions={
        !official && (
          <Link to="/matches">
            <Button type="primary">{t('toMatches')}</Button>
          </Link>
        )
      }
    >
      {t(official ? 'emptyOffice' : 'emptyText')}
    </Empty>
  )
  const columns: TableColumnsType<Deal> = [
    { title: t('serial'), key: 'serial', render: (_, d) => <span className="num nowrap">{d.serial}</span> },
    {
      title: t('pair'),
      key: 'pair',
      width: 380,
      render: (_, d) => (
        <Link to={`/deals/${d.id}`} className="deal-pair">
          {d.demand.title} ⇄ {d.achievement.title}
        </Link>
      ),
    },
    {
      title: t('sides'),
      key: 'sides',
      width: 240,
      render: (_, d) => (
        <>
          <div>{d.demandSide.name}</div>
          <div className="muted">{d.achievementSide.name}</div>
        </>
      ),
    },
    { title: t('state'), key: 'state', render: (_, d) => <DealStateTag deal={d} /> },
    { title: t('waitsFor'), key: 'waits', width: 180, render: (_, d) => <WaitsFor deal={d} /> },
    { title: t('broker'), key: 'broker', render: (_, d) => d.broker?.name ?? '—' },
    { title: t('score'), key: 'score', align: 'right', render: (_, d) => <span className="num">{d.match?.score ?? '—'}</span> },
    { title: t('updated'), key: 'updated', render: (_, d) => <span className="nowrap">{ago(d.updatedAt, lang)}</span> },
  ]
  return (
    <Page title={t('title')} sub={t('sub')} actions={<AbsenceButton />}>
      <div className="row between">
        <div className="row">
          {wide && (
            <Segmented
              aria-label={t('view')}
              value={view}
              onChange={(v) => set({ ...anyState, view: v === 'board' ? '' : v })}
              options={[
                { value: 'board', label: t('board') },
                { value: 'list', label: t('list') },
              ]}
            />
          )}
          {view === 'list' && (
            <FilterBar
              plain
              filters={filters}
              fields={[
                {
                  name: 'state',
                  label: t('state'),
                  options: [
                    { value: '', label: t('allStates'), sets: only() },
                    ...(official ? [] : [{ value: 'waiting', label: t('waiting'), sets: only({ waiting: 'true' }) }]),
                    { value: 'lapsing', label: t('lapsing'), sets: only({ lapsing: 'true' }) },
                    { value: 'consented', label: t('consented'), sets: only({ consented: 'true' }) },
                    ...(f.voided ? [{ value: 'voided', label: t('voided'), sets: only({ voided: 'true' }) }] : []),
                    ...options('dealStates').map((o) => ({ ...o, sets: only({ state: o.value }) })),
                  ],
                },
                { name: 'sort', label: t('sort'), options: [{ value: '', label: t('newest'), sets: { sort: '', view: 'list' } }, { value: 'updated', label: t('oldest'), sets: { sort: 'updated', view: 'list' } }] },
              ]}
            />
          )}
        </div>
        {view === 'board' && <ExportButton file={dealSheet({ scope })} />}
      </div>
      {view === 'board' ? (
        <DealBoard scope={scope} empty={empty} />
      ) : (
        <ResourceList<Deal>
          caption={t('title')}
          list={dealList(query)}
          rowKey={(d) => d.id}
          columns={columns}
          card={(d) => <DealCard deal={d} withState />}
          to={(d) => `/deals/${d.id}`}
          extra={<ExportButton file={dealSheet(query)} />}
          narrowed={{ filters: { active: narrowed, clear: () => set(anyState) }, none: t('none'), clear: t('clear') }}
          empty={empty}
        />
      )}
    </Page>
  )
}
