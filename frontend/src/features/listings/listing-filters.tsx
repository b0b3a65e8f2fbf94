import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button, Drawer, Grid, Input, Select } from 'antd'
import { useState } from 'react'
import { messages, useT } from '@/lib/i18n/language'
import { regionPrefix } from '@/lib/reference'
import { useIs, useMe } from '@/lib/session'
import { useOptions } from '@/lib/vocabulary'
import { IndustrySelect } from '@/ui/industry-select'
import { RegionSelect } from '@/ui/region-select'
import { ActiveFilters } from './active-filters'
import { FacetRows } from './facet-rows'
import { cleared, groupNames, isSet, type Filters, type useFacets } from './facets'
import { listingTexts } from '@/lib/listing-texts'
import type { Kind } from '@/lib/api/listings'
import './facets.css'

const texts = messages({
  search: ['搜索名称、内容、关键词或拼音', 'Search title, text, keywords or pinyin'],
  searchLabel: ['搜索', 'Search'],
  filters: ['筛选', 'Filters'],
  show: ['看 {n} 条结果', 'Show {n} results'],
  close: ['看结果', 'Show results'],
  clear: ['清除条件', 'Clear filters'],
  allStates: ['全部状态', 'All states'],
  scopePublic: ['已发布', 'Published'],
  scopeMine: ['本单位的', 'Ours'],
  scopeMarket: ['本市场全部', 'Whole market'],
  scope: ['范围', 'Scope'],
  leadAll: ['含公开线索', 'With public leads'],
  leadNo: ['不含公开线索', 'Without public leads'],
  leadOnly: ['只看公开线索', 'Public leads only'],
  away: ['检索服务暂时连不上：搜索和分类计数不可用，列表可以照常浏览。', 'The search engine cannot be reached: no search and no counts; the list can be read as before.'],
})

interface Props {
  kind: Kind
  filters: Filters
  onChange: (c: Partial<Filters>) => void
  facets: ReturnType<typeof useFacets>
  canPost: boolean
}

/** Search, scope and facets above a list. On a phone the facets wait in a sheet that says how many results it gives. */
export function ListingFilters({ kind, filters: f, onChange, facets, canPost }: Props) {
  const t = useT(texts)
  const w = useT(listingTexts)
  const options = useOptions()
  const official = useIs('officer', 'admin')
  const wide = Grid.useBreakpoint().md ?? window.innerWidth >= 768
  const [open, setOpen] = useState(false)
  const own = f.scope === 'mine' || f.scope === 'market'
  const usable = groupNames.filter((g) => g !== 'q')
  const active = usable.filter((g) => isSet(f, g)).length
  const me = useMe()
  // Who works here daily knows a short list; for a visitor, and above a long one, the choices stand open.
  const [choice, setRowsOpen] = useState<boolean | null>(null)
  const rowsOpen = choice ?? (active > 0 || (own ? false : !me || (facets.total ?? 0) > 20))
  const scopes = [
    { value: 'public', label: t('scopePublic') },
    ...(canPost ? [{ value: 'mine', label: t('scopeMine') }] : []),
    ...(official ? [{ value: 'market', label: t('scopeMarket') }] : []),
  ]
  const more = (
    <div className="facet-selects">
      {(own || facets.away) && (
        <>
          <IndustrySelect value={f.industry} onChange={(v) => onChange({ industry: v ?? '' })} placeholder={w('industry')} aria-label={w('industry')} />
          <RegionSelect value={f.region} onChange={(v) => onChange({ region: v ? regionPrefix(v) : '' })} placeholder={w('region')} aria-label={w('region')} />
        </>
      )}
      <Select
        aria-label={w('lead')}
        value={f.lead}
        onChange={(lead) => onChange({ lead })}
        options={[
          { value: '', label: t('leadAll') },
          { value: 'false', label: t('leadNo') },
          { value: 'true', label: t('leadOnly') },
        ]}
      />
      {own && (
        <Select
          aria-label={w('state')}
          value={f.state}
          onChange={(state) => onChange({ state })}
          options={options('listingStates', t('allStates'))}
        />
      )}
    </div>
  )
  const rows = (
    <>
      {facets.away && !f.q && <p className="muted" role="status">{t('away')}</p>}
      {!own && <FacetRows kind={kind} filters={f} rows={facets.rows} total={facets.total} onChange={onChange} />}
      {more}
    </>
  )
  const results = facets.total === undefined || own ? t('close') : t('show', { n: facets.total })
  return (
    <div className="panel" role="search">
      <div className="filter-line">
        <Input.Search key={f.q} defaultValue={f.q} placeholder={t('search')} aria-label={t('searchLabel')} allowClear onSearch={(q) => onChange({ q: q.trim() })} />
        {scopes.length > 1 && (
          <Select aria-label={t('scope')} value={f.scope || 'public'} onChange={(v) => onChange({ ...(v === 'public' ? cleared('state') : cleared('mode', 'trl', 'money')), scope: v === 'public' ? '' : v })} options={scopes} />
        )}
        <Badge count={active} size="small">
          <Button icon={<FilterOutlined />} aria-expanded={wide ? rowsOpen : open} onClick={() => (wide ? setRowsOpen(!rowsOpen) : setOpen(true))} data-testid="filters">
            {t('filters')}
          </Button>
        </Badge>
      </div>
      <ActiveFilters kind={kind} filters={f} onChange={onChange} />
      {wide && rowsOpen && !facets.pending && rows}
      {!wide && (
        <Drawer
          placement="bottom"
          open={open}
          onClose={() => setOpen(false)}
          title={t('filters')}
          size="82vh"
          footer={
            <div className="row" style={{ flexWrap: 'nowrap' }}>
              <Button block disabled={active === 0} onClick={() => onChange(cleared(...usable))}>
                {t('clear')}
              </Button>
              <Button block type="primary" onClick={() => setOpen(false)} aria-live="polite">
                {results}
              </Button>
            </div>
          }
        >
          {rows}
        </Drawer>
      )}
    </div>
  )
}
