import { PlusOutlined } from '@ant-design/icons'
import { Button, Input, Modal, Select, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useRegionEnglish } from '@/lib/reference'
import { useUrlFilters } from '@/lib/url-filters'
import { word } from '@/lib/vocabulary'
import type { Organization } from '@/ui/org-select'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { Empty } from '@/ui/state-view'
import { ToneTag } from '@/ui/state-tag'
import { OrganizationForm } from './organization-form'
import { orgKinds } from './words'
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
  clear: ['清除条件', 'Clear filters'],
  toImport: ['批量导入', 'Import'],
})

export default function OrganizationListPage() {
  const t = useT(texts)
  const say = useSay()
  const go = useNavigate()
  const english = useRegionEnglish()
  const [open, setOpen] = useState(false)
  const [f, set] = useUrlFilters(['q', 'kind', 'verified', 'all', 'sort'] as const)
  const query = { q: f.q, kind: f.kind, verified: f.verified, own: f.all ? '' : 'true', sort: f.sort }
  const verified = (o: Organization) => <ToneTag tone={o.verified ? 'good' : 'wait'}>{t(o.verified ? 'yes' : 'no')}</ToneTag>
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
      {t('new')}
    </Button>
  )
  const columns: TableColumnsType<Organization> = [
    { title: t('name'), key: 'name', width: 300, render: (_, o) => <Link to={`/admin/organizations/${o.id}`} style={{ fontWeight: 600 }}>{o.name}</Link> },
    { title: t('uscc'), key: 'uscc', render: (_, o) => <span className="num">{o.uscc || '—'}</span> },
    { title: t('kind'), key: 'kind', render: (_, o) => say(word(orgKinds, o.kind, o.kindName)) },
    { title: t('region'), key: 'region', render: (_, o) => english(o.region) ?? (o.regionName || '—') },
    { title: t('verified'), key: 'verified', render: (_, o) => verified(o) },
  ]
  return (
    <Page title={t('title')} sub={t('sub')} actions={add}>
      <div className="panel admin-filters" role="search">
        <Input.Search key={f.q} defaultValue={f.q} placeholder={t('search')} aria-label={t('search')} allowClear onSearch={(q) => set({ q: q.trim() })} />
        <Select aria-label={t('kind')} value={f.kind || 'all'} onChange={(v) => set({ kind: v === 'all' ? '' : v })} options={[{ value: 'all', label: t('allKinds') }, ...Object.entries(orgKinds).map(([value, x]) => ({ value, label: say(x) }))]} />
        <Select
          aria-label={t('verified')}
          value={f.verified || 'all'}
          onChange={(v) => set({ verified: v === 'all' ? '' : v })}
          options={[
            { value: 'all', label: `${t('verified')}：${t('all')}` },
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
        />
        <Select
          aria-label={t('own')}
          value={f.all || 'own'}
          onChange={(v) => set({ all: v === 'own' ? '' : v })}
          options={[
            { value: 'own', label: t('ownOnly') },
            { value: '1', label: t('everywhere') },
          ]}
        />
        <Select
          aria-label={t('sort')}
          value={f.sort || '-updated'}
          onChange={(v) => set({ sort: v === '-updated' ? '' : v })}
          options={[
            { value: '-updated', label: t('newest') },
            { value: 'name', label: t('byName') },
          ]}
        />
      </div>
      <ResourceList<Organization>
        caption={t('title')}
        path="/organizations"
        query={query}
        rowKey={(o) => o.id}
        columns={columns}
        to={(o) => `/admin/organizations/${o.id}`}
        card={(o) => (
          <>
            <div className="row between" style={{ flexWrap: 'nowrap' }}>
              <span className="title">{o.name}</span>
              {verified(o)}
            </div>
            <div className="meta">
              <span>{say(word(orgKinds, o.kind, o.kindName))}</span>
              <span className="num">{o.uscc}</span>
              <span>{english(o.region) ?? o.regionName}</span>
            </div>
          </>
        )}
        empty={
          f.q || f.kind || f.verified ? (
            <Empty title={t('none')} actions={<Button onClick={() => set({ q: '', kind: '', verified: '' })}>{t('clear')}</Button>} />
          ) : (
            <Empty title={t('emptyTitle')} actions={<>{add}<Link to="/imports"><Button tabIndex={-1}>{t('toImport')}</Button></Link></>}>
              {t('emptyText')}
            </Empty>
          )
        }
      />
      <Modal open={open} width={820} title={t('new')} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <OrganizationForm onCancel={() => setOpen(false)} onDone={(o) => void go(`/admin/organizations/${o.id}`)} />
      </Modal>
    </Page>
  )
}
