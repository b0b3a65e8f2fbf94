import { PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { ago } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useMarket } from '@/lib/market'
import { regionPrefix, useIndustryName } from '@/lib/reference'
import { useIs, useMe } from '@/lib/session'
import { useUrlFilters } from '@/lib/url-filters'
import { listingStates, trl, word } from '@/lib/vocabulary'
import { ExportButton } from '@/ui/export-button'
import { FilterBar } from '@/ui/filter-bar'
import { IndustrySelect } from '@/ui/industry-select'
import { Page } from '@/ui/page'
import { RegionSelect } from '@/ui/region-select'
import { ResourceList } from '@/ui/resource-list'
import { Empty, Loading } from '@/ui/state-view'
import { ListingStateTag } from '@/ui/state-tag'
import { FoundTitle, FoundWords } from './found-words'
import { Amount, ListingCard, OwnerName, RegionName } from './listing-summary'
import { listingTexts } from './texts'
import { pathOf, type Kind, type Listing } from './types'
import './found.css'
import './listings.css'

const texts = messages({
  subDemand: ['企业自己解决不了、愿意拿出来的难题', 'Problems firms cannot solve alone'],
  subAchievement: ['高校院所和科研人员可以转化的成果', 'What institutes and researchers can transfer'],
  search: ['搜索名称、内容、关键词或拼音', 'Search title, text, keywords or pinyin'],
  searchLabel: ['搜索', 'Search'],
  allIndustries: ['全部行业', 'All industries'],
  allRegions: ['全部地区', 'All regions'],
  allStates: ['全部状态', 'All states'],
  scopePublic: ['已发布', 'Published'],
  scopeMine: ['本单位的', 'Ours'],
  scopeMarket: ['本市场全部', 'Whole market'],
  scope: ['范围', 'Scope'],
  leadAll: ['含公开线索', 'With public leads'],
  leadNo: ['不含公开线索', 'Without public leads'],
  leadOnly: ['只看公开线索', 'Public leads only'],
  noneTitle: ['没有符合条件的内容', 'Nothing fits these filters'],
  noneText: ['放宽行业或地区，换一个更短的词，或清除条件再看。', 'Widen industry or region, try a shorter word, or clear the filters.'],
  clear: ['清除条件', 'Clear filters'],
  emptyTitle: ['这里还没有内容', 'Nothing here yet'],
  emptyMine: ['先发布一条；名称和内容写好就能存草稿，其余可以以后补。', 'Post the first one: a title and a text are enough for a draft.'],
  emptyPublic: ['本市场还没有发布。单位登录后可以发布，主管部门也可以用 Excel 征集表批量导入。', 'This market has published nothing yet. Members can post; the bureau can import an Excel form.'],
})

const owners = ['enterprise', 'institute', 'researcher', 'agency', 'commissioner', 'officer'] as const

export function ListingListPage({ kind }: { kind: Kind }) {
  const t = useT(texts)
  const w = useT(listingTexts)
  const say = useSay()
  const lang = useLanguage()
  const me = useMe()
  const market = useMarket()
  const industry = useIndustryName()
  const canPost = useIs(...owners)
  const official = useIs('officer', 'admin')
  const [f, set] = useUrlFilters(['q', 'industry', 'region', 'scope', 'state', 'lead'] as const)
  const own = f.scope === 'mine' || f.scope === 'market'
  const base = pathOf(kind)
  const query = { ...f, market: me ? undefined : market?.id, limit: 20 }
  const filtered = Boolean(f.q || f.industry || f.region || f.state || f.lead)
  const scopes = [
    { value: 'public', label: t('scopePublic') },
    ...(canPost ? [{ value: 'mine', label: t('scopeMine') }] : []),
    ...(official ? [{ value: 'market', label: t('scopeMarket') }] : []),
  ]
  const columns: TableColumnsType<Listing> = [
    {
      title: w('title'),
      render: (_, l) => (
        <div>
          <Link className="listing-title" to={`${base}/${l.id}`}>
            <FoundTitle matched={l.matched ?? undefined}>{(own && l.draft ? l.draft : l.content).title}</FoundTitle>
          </Link>
          <div className="muted num">{l.serial}</div>
          <FoundWords matched={l.matched ?? undefined} />
        </div>
      ),
    },
    { title: w('industry'), render: (_, l) => industry(l.content.industry, true) },
    { title: w('region'), render: (_, l) => <RegionName code={l.content.region} words={l.content.regionWords} name={l.regionName} /> },
    { title: w('owner'), width: 220, render: (_, l) => <OwnerName listing={l} /> },
    kind === 'demand'
      ? { title: w('budget'), align: 'right', render: (_, l) => <Amount listing={l} /> }
      : { title: w('maturity'), render: (_, l) => (l.content.trl ? say(word(trl, l.content.trl)) : <span className="muted">—</span>) },
    own
      ? { title: w('state'), render: (_, l) => <ListingStateTag state={l.state} name={l.stateName} /> }
      : { title: w('published'), render: (_, l) => <span className="nowrap">{ago(l.publishedAt, lang)}</span> },
  ]
  const post = canPost && (
    <Link to={`${base}/new`}>
      <Button type="primary" icon={<PlusOutlined />}>
        {w(kind === 'demand' ? 'newDemand' : 'newAchievement')}
      </Button>
    </Link>
  )
  return (
    <Page title={w(kind)} sub={t(kind === 'demand' ? 'subDemand' : 'subAchievement')} actions={post}>
      <FilterBar
        active={[f.industry, f.region, f.lead, f.state].filter(Boolean).length}
        search={<Input.Search key={f.q} defaultValue={f.q} placeholder={t('search')} aria-label={t('searchLabel')} allowClear onSearch={(q) => set({ q: q.trim() })} />}
      >
        <IndustrySelect value={f.industry} onChange={(v) => set({ industry: v ?? '' })} placeholder={t('allIndustries')} aria-label={w('industry')} />
        <RegionSelect value={f.region} onChange={(v) => set({ region: v ? regionPrefix(v) : '' })} placeholder={t('allRegions')} aria-label={w('region')} />
        <Select
          aria-label={w('lead')}
          value={f.lead || 'all'}
          onChange={(v) => set({ lead: v === 'all' ? '' : v })}
          options={[
            { value: 'all', label: t('leadAll') },
            { value: 'false', label: t('leadNo') },
            { value: 'true', label: t('leadOnly') },
          ]}
        />
        {scopes.length > 1 && <Select aria-label={t('scope')} value={f.scope || 'public'} onChange={(v) => set({ scope: v === 'public' ? '' : v, state: '' })} options={scopes} />}
        {own && (
          <Select
            aria-label={w('state')}
            value={f.state || 'all'}
            onChange={(v) => set({ state: v === 'all' ? '' : v })}
            options={[{ value: 'all', label: t('allStates') }, ...Object.entries(listingStates).map(([value, x]) => ({ value, label: say(x) }))]}
          />
        )}
      </FilterBar>
      {market === undefined ? (
        <Loading rows={6} />
      ) : (
        <ResourceList<Listing>
          caption={w(kind)}
          path={base}
          query={query}
          rowKey={(l) => l.id}
          columns={columns}
          to={(l) => `${base}/${l.id}`}
          card={(l) => <ListingCard listing={l} withState={own} />}
          extra={<ExportButton path={`${base}/export.xlsx`} query={{ ...f, market: query.market }} />}
          empty={
            filtered ? (
              <Empty title={t('noneTitle')} actions={<Button onClick={() => set({ q: '', industry: '', region: '', state: '', lead: '' })}>{t('clear')}</Button>}>
                {t('noneText')}
              </Empty>
            ) : (
              <Empty title={t('emptyTitle')} actions={post}>
                {t(f.scope === 'mine' ? 'emptyMine' : 'emptyPublic')}
              </Empty>
            )
          }
        />
      )}
    </Page>
  )
}
