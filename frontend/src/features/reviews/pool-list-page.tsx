import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Link } from 'react-router'
import { comma, messages, useSay, useT } from '@/lib/i18n/language'
import { useIndustryName } from '@/lib/reference'
import { useIs } from '@/lib/session'
import { useListFilters } from '@/lib/url-filters'
import { word } from '@/lib/vocabulary'
import { FilterBar } from '@/ui/filter-bar'
import { Page } from '@/ui/page'
import { ResourceList, type Column } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { ToneTag } from '@/ui/state-tag'
import { Empty } from '@/ui/state-view'
import { expertList, type PoolExpert } from './api'

const texts = messages({
  title: ['专家库', 'Experts'],
  sub: ['评审专家从这里随机抽取；姓名和单位未核实的不参加抽取', 'Experts are drawn from here; who is not confirmed is in no draw'],
  new: ['录入专家', 'New expert'],
  show: ['范围', 'Shown'],
  in: ['在库', 'In the pool'],
  left: ['已出库', 'Out of the pool'],
  name: ['姓名', 'Name'],
  unit: ['现单位', 'Present unit'],
  fields: ['专业领域', 'Fields'],
  source: ['来源', 'Source'],
  state: ['身份', 'Identity'],
  confirmed: ['已核实', 'Confirmed'],
  open: ['未核实', 'Not confirmed'],
  empty: ['专家库还是空的', 'The pool is empty'],
  emptyText: ['先录入本县专家；人数不够时，商请市、省专家库提供名单后录入。', 'Enter the experts of the county first, then those on lists of the city and the province.'],
  none: ['没有符合条件的专家', 'No expert fits'],
})

export default function PoolListPage() {
  const t = useT(texts)
  const say = useSay()
  const industry = useIndustryName()
  const officer = useIs('officer')
  const filters = useListFilters('left')
  const unit = (e: PoolExpert) => e.posts[0]?.name
  const fields = (e: PoolExpert) => e.fields.map((f) => industry(f)).join(say(comma))
  const source = (e: PoolExpert) => [say(word('expertSources', e.source)), e.document].filter(Boolean).join(' ')
  const tag = (e: PoolExpert) => <ToneTag tone={e.identified ? 'good' : 'wait'}>{t(e.identified ? 'confirmed' : 'open')}</ToneTag>
  const columns: Column<PoolExpert>[] = [
    {
      title: t('name'),
      key: 'name',
      render: (_, e) => (
        <>
          <Link to={`/experts/${e.id}`}>{e.name}</Link> <span className="muted">{e.title}</span>
        </>
      ),
    },
    { title: t('unit'), key: 'unit', render: (_, e) => unit(e) },
    { title: t('fields'), key: 'fields', render: (_, e) => fields(e) },
    { title: t('source'), key: 'source', render: (_, e) => source(e) },
    { title: t('state'), key: 'state', render: (_, e) => tag(e) },
  ]
  return (
    <Page
      title={t('title')}
      sub={t('sub')}
      actions={
        officer && (
          <Link to="/experts/new">
            <Button type="primary" icon={<PlusOutlined />}>
              {t('new')}
            </Button>
          </Link>
        )
      }
    >
      <FilterBar filters={filters} fields={[{ name: 'left', label: t('show'), options: [{ value: '', label: t('in') }, { value: 'true', label: t('left') }] }]} />
      <ResourceList<PoolExpert>
        caption={t('title')}
        list={expertList(filters.values)}
        rowKey={(e) => e.id}
        columns={columns}
        to={(e) => `/experts/${e.id}`}
        card={(e) => <RowCard title={e.name} tag={tag(e)} meta={[unit(e), fields(e), source(e)]} />}
        narrowed={{ filters, none: t('none') }}
        empty={<Empty title={t('empty')}>{t('emptyText')}</Empty>}
      />
    </Page>
  )
}
