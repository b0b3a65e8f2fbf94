import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Link } from 'react-router'
import { listingList, listingSheet, pathOf, type Kind, type Listing } from '@/lib/api/listings'
import { ago } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useShownMarket } from '@/lib/market'
import { useIndustryName } from '@/lib/reference'
import { useIs, useMe } from '@/lib/session'
import { useUrlFilters } from '@/lib/url-filters'
import { word } from '@/lib/vocabulary'
import { ExportButton } from '@/ui/export-button'
import { Page } from '@/ui/page'
import { ResourceList, type Column } from '@/ui/resource-list'
import { Notice } from '@/ui/notice'
import { Empty, Loading } from '@/ui/state-view'
import { ListingStateTag } from '@/ui/state-tag'
import { AbroadNotice } from './abroad-notice'
import { NothingFits } from './active-filters'
import { filterNames, groupNames, isSet, useFacets } from './facets'
import { FoundTitle, FoundWords } from '@/ui/found-words'
import { ListingFilters } from './listing-filters'
import { Amount, hasAmount, ListingCard, OwnerName, RegionName } from '@/ui/listing-summary'
import { listingTexts } from '@/lib/listing-texts'
import '@/ui/listing.css'
import './listings.css'

const texts = messages({
  subDemand: ['企业自己解决不了、愿意拿出来的难题', 'Problems firms cannot solve alone'],
  subAchievement: ['高校院所和科研人员可以转化的成果', 'What institutes and researchers can transfer'],
  partly: ['没有一条含有您写的大部分词，下面这些含有其中一部分。', 'Nothing holds most of your words; these hold a part of them.'],
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
  const { market, abroad } = useShownMarket()
  const industry = useIndustryName()
  const owner = useIs(...owners)
  const [f, set] = useUrlFilters(filterNames)
  const own = f.scope === 'mine' || f.scope === 'market'
  const away = abroad && !own
  const canPost = owner && !away
  const base = pathOf(kind)
  const query = { ...f, market: me && !away ? undefined : market?.id, limit: 20 }
  const filtered = groupNames.some((g) => isSet(f, g))
  const facets = useFacets(kind, f, query.market, !own && market !== undefined)
  const columns: Column<Listing>[] = [
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
    { title: w('industry'), width: 150, render: (_, l) => industry(l.content.industry, true) },
    { title: w('region'), has: (l) => Boolean(l.content.region || l.content.regionWords), render: (_, l) => <RegionName code={l.content.region} words={l.content.regionWords} name={l.regionName} /> },
    { title: w('owner'), width: 220, render: (_, l) => <OwnerName listing={l} /> },
    kind === 'demand'
      ? { title: w('budget'), align: 'right', has: hasAmount, render: (_, l) => <Amount listing={l} /> }
      : { title: w('maturity'), has: (l) => Boolean(l.content.trl), render: (_, l) => (l.content.trl ? say(word('trls', l.content.trl)) : <span className="muted">—</span>) },
    own
      ? { title: w('state'), render: (_, l) => <ListingStateTag state={l.state} /> }
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
      {away && <AbroadNotice name={market?.name ?? ''} />}
      <ListingFilters kind={kind} filters={f} onChange={set} facets={facets} canPost={owner} />
      {facets.partly && !own && <Notice type="info" lines={[t('partly')]} />}
      {market === undefined ? (
        <Loading rows={6} tall />
      ) : (
        <ResourceList<Listing>
          caption={w(kind)}
          hold={facets.pending}
          list={listingList(kind, query)}
          rowKey={(l) => l.id}
          columns={columns}
          to={(l) => `${base}/${l.id}`}
          card={(l) => <ListingCard listing={l} withState={own} />}
          extra={<ExportButton file={listingSheet(kind, { ...f, market: query.market })} />}
          empty={
            filtered ? (
              <NothingFits kind={kind} filters={f} onChange={set} without={facets.without} />
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
