import { PlusOutlined } from '@ant-design/icons'
import { Button, Modal, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { organizationList, type Organization } from '@/lib/api/organizations'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useRegionEnglish } from '@/lib/reference'
import { useListFilters } from '@/lib/url-filters'
import { useOptions, word } from '@/lib/vocabulary'
import { FilterBar } from '@/ui/filter-bar'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { Empty } from '@/ui/state-view'
import { ToneTag } from '@/ui/state-tag'
import { OrganizationForm } from './organization-form'
import './admin.css'

const texts = messages({
  title: ['机构', 'Organisations'],
  sub: ['企业、院所和服务机构；核验过的机构才能作为需求和成果的主人', 'Firms, institutes and agencies; only verified ones own listings'],
  new: ['登记机构', 'Register an organisation'],
  search: ['搜索名称或信用代码', 'Search name or code'],
  kind: ['类型', 'Kind'],
  allKinds: ['全部类型', 'All kinds'],
  verified: ['核验', 'Verification'],
  all: ['全部', 'All'],
  yes: ['已核验', 'Verified'],
  no: ['未核验', 'Not verified'],
  own: ['范围', 'Scope'],
  ownOnly: ['本市场登记的', 'Registered here'],
  everywhere: ['全部市场', 'All markets'],
  sort: ['排序', 'Order'],
  newest: ['最近变动的在前', 'Changed last first'],
  byName: ['按名称', 'By name'],
  name: ['单位全称', 'Full name'],
  uscc: ['统一社会信用代码', 'Social credit code'],
  region: ['所在地', 'Region'],
  emptyTitle: ['还没有机构', 'No organisations yet'],
  emptyText: ['登记第一家，或用 Excel 批量导入机构名单。', 'Register the first one, or import a list from Excel.'],
  none: ['没有符合条件的机构', 'No organisation fits'],
  toImport: ['批量导入', 'Import'],
})

export default function OrganizationListPage() {
  const t = useT(texts)
  const say = useSay()
  const options = useOptions()
  const go = useNavigate()
  const english = useRegionEnglish()
  const [open, setOpen] = useState(false)
  const filters = useListFilters('q', 'kind', 'verified', 'all', 'sort')
  const { all, ...f } = filters.values
  const narrow = { active: [f.q, f.kind, f.verified].some(Boolean), clear: () => filters.set({ q: '', kind: '', verified: '' }) }
  const verified = (o: Organization) => <ToneTag tone={o.verified ? 'good' : 'wait'}>{t(o.verified ? 'yes' : 'no')}</ToneTag>
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
      {t('new')}
    </Button>
  )
  const columns: TableColumnsType<Organization> = [
    { title: t('name'), key: 'name', width: 300, render: (_, o) => <Link className="strong" to={`/admin/organizations/${o.id}`}>{o.name}</Link> },
    { title: t('uscc'), key: 'uscc', render: (_, o) => <span className="num">{o.uscc || '—'}</span> },
    { title: t('kind'), key: 'kind', render: (_, o) => say(word('orgKinds', o.kind, o.kindName)) },
    { title: t('region'), key: 'region', render: (_, o) => english(o.region) ?? (o.regionName || '—') },
    { title: t('verified'), key: 'verified', render: (_, o) => verified(o) },
  ]
  return (
    <Page title={t('title')} sub={t('sub')} actions={add}>
      <FilterBar
        filters={filters}
        fields={[
          { name: 'q', kind: 'search', label: t('search') },
          { name: 'kind', label: t('kind'), options: options('orgKinds', t('allKinds')) },
          { name: 'verified', label: t('verified'), options: [{ value: '', label: `${t('verified')}：${t('all')}` }, { value: 'true', label: t('yes') }, { value: 'false', label: t('no') }] },
          { name: 'all', label: t('own'), options: [{ value: '', label: t('ownOnly') }, { value: '1', label: t('everywhere') }] },
          { name: 'sort', label: t('sort'), options: [{ value: '', label: t('newest') }, { value: 'name', label: t('byName') }] },
        ]}
      />
      <ResourceList<Organization>
        caption={t('title')}
        list={organizationList({ ...f, own: all ? '' : 'true' })}
        rowKey={(o) => o.id}
        columns={columns}
        to={(o) => `/admin/organizations/${o.id}`}
        card={(o) => <RowCard title={o.name} tag={verified(o)} meta={[say(word('orgKinds', o.kind, o.kindName)), o.uscc, english(o.region) ?? o.regionName]} />}
        narrowed={{ filters: narrow, none: t('none') }}
        empty={
          <Empty title={t('emptyTitle')} actions={<>{add}<Link to="/imports"><Button tabIndex={-1}>{t('toImport')}</Button></Link></>}>
              {t('emptyText')}
            </Empty>
        }
      />
      <Modal open={open} width={820} title={t('new')} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <OrganizationForm onCancel={() => setOpen(false)} onDone={(o) => void go(`/admin/organizations/${o.id}`)} />
      </Modal>
    </Page>
  )
}
