import { PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import type { Contract } from '@/lib/contract'
import { contractClasses, contractSigners, contractStates } from '@/lib/contract-words'
import { money } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { useUrlFilters } from '@/lib/url-filters'
import { word } from '@/lib/vocabulary'
import { ContractStateTag, TwoAmounts } from '@/ui/amounts'
import { ExportButton } from '@/ui/export-button'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { Empty } from '@/ui/state-view'
import './contracts.css'

const texts = messages({
  title: ['技术合同', 'Technology contracts'],
  sub: ['成交额和技术交易额是两个数，分开填、分开算', 'Contract value and technology value are two numbers, kept apart'],
  new: ['新建合同', 'New contract'],
  search: ['搜索项目名称、编号、单位', 'Search title, number, party'],
  state: ['状态', 'State'],
  allStates: ['全部状态', 'All states'],
  waiting: ['等我办理', 'Waits for me'],
  class: ['类别', 'Class'],
  allClasses: ['全部类别', 'All classes'],
  origin: ['来源', 'Origin'],
  anyOrigin: ['全部签订方式', 'All origins'],
  offline: ['线下签订', 'Signed offline'],
  online: ['由对接签订', 'From a deal'],
  sort: ['排序', 'Order'],
  newest: ['最近变动的在前', 'Changed last first'],
  byDate: ['新登记的在前', 'Registered last first'],
  serial: ['编号', 'Number'],
  name: ['项目名称', 'Project'],
  parties: ['卖方 / 买方', 'Seller / buyer'],
  total: ['成交额', 'Contract value'],
  tech: ['技术交易额', 'Technology value'],
  sign: ['签订日期', 'Signed'],
  none: ['没有符合条件的合同', 'No contract fits these filters'],
  clear: ['清除条件', 'Clear filters'],
  emptyTitle: ['还没有合同', 'No contracts yet'],
  emptyText: ['对接谈妥后可以从对接页面新建；已经在线下签好的合同，点“新建合同”录入并上传扫描件。', 'Start one from a deal, or enter a contract that was signed on paper with its scan.'],
})

const techOf = (c: Contract) => c.registration?.techFen || (c.amounts.totalFen > 0 ? c.amounts.techFen : null)

export default function ContractListPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const mayNew = useIs(...contractSigners)
  const [f, set] = useUrlFilters(['q', 'state', 'class', 'offline', 'scope', 'month', 'from', 'to', 'industry', 'seller', 'buyer', 'deal', 'waiting', 'sort'] as const)
  const filtered = Object.entries(f).some(([name, v]) => v && name !== 'sort')
  const add = mayNew && (
    <Link to="/contracts/new">
      <Button type="primary" icon={<PlusOutlined />}>
        {t('new')}
      </Button>
    </Link>
  )
  const columns: TableColumnsType<Contract> = [
    {
      title: t('name'),
      key: 'name',
      width: 340,
      render: (_, c) => (
        <>
          <Link to={`/contracts/${c.id}`} style={{ fontWeight: 600 }}>
            {c.title}
          </Link>
          <div className="muted num">
            {c.serial} · {say(word(contractClasses, c.class, c.className))}
          </div>
        </>
      ),
    },
    {
      title: t('parties'),
      key: 'parties',
      width: 240,
      render: (_, c) => (
        <>
          <div>{c.seller.name || '—'}</div>
          <div className="muted">{c.buyer.name || '—'}</div>
        </>
      ),
    },
    { title: t('total'), key: 'total', align: 'right', render: (_, c) => <span className="num nowrap">{money(c.totalFen || null, lang)}</span> },
    { title: t('tech'), key: 'tech', align: 'right', render: (_, c) => <span className="num nowrap">{money(techOf(c), lang)}</span> },
    { title: t('sign'), key: 'sign', render: (_, c) => <span className="num nowrap">{c.signDate || '—'}</span> },
    { title: t('state'), key: 'state', render: (_, c) => <ContractStateTag state={c.state} name={c.stateName} /> },
  ]
  return (
    <Page title={t('title')} sub={t('sub')} actions={add}>
      <div className="panel contract-filters" role="search">
        <Input.Search key={f.q} defaultValue={f.q} placeholder={t('search')} aria-label={t('search')} allowClear onSearch={(q) => set({ q: q.trim() })} />
        <Select
          aria-label={t('state')}
          value={f.state || (f.waiting ? 'waiting' : 'all')}
          onChange={(v) => set({ state: v === 'all' || v === 'waiting' ? '' : v, waiting: v === 'waiting' ? 'true' : '' })}
          options={[{ value: 'all', label: t('allStates') }, ...(mayNew ? [{ value: 'waiting', label: t('waiting') }] : []), ...Object.entries(contractStates).map(([value, x]) => ({ value, label: say(x) }))]}
        />
        <Select
          aria-label={t('class')}
          value={f.class || 'all'}
          onChange={(v) => set({ class: v === 'all' ? '' : v })}
          options={[{ value: 'all', label: t('allClasses') }, ...Object.entries(contractClasses).map(([value, x]) => ({ value, label: say(x) }))]}
        />
        <Select
          aria-label={t('origin')}
          value={f.offline || 'all'}
          onChange={(v) => set({ offline: v === 'all' ? '' : v })}
          options={[
            { value: 'all', label: t('anyOrigin') },
            { value: 'false', label: t('online') },
            { value: 'true', label: t('offline') },
          ]}
        />
        <Select
          aria-label={t('sort')}
          value={f.sort || '-updated'}
          onChange={(v) => set({ sort: v === '-updated' ? '' : v })}
          options={[
            { value: '-updated', label: t('newest') },
            { value: '-date', label: t('byDate') },
          ]}
        />
      </div>
      <ResourceList<Contract>
        caption={t('title')}
        path="/contracts"
        query={f}
        rowKey={(c) => c.id}
        columns={columns}
        to={(c) => `/contracts/${c.id}`}
        card={(c) => (
          <>
            <div className="row between" style={{ flexWrap: 'nowrap', alignItems: 'flex-start' }}>
              <span className="title">{c.title}</span>
              <ContractStateTag state={c.state} name={c.stateName} />
            </div>
            <div className="meta">
              <span className="num">{c.serial}</span>
              <span>{[c.seller.name, c.buyer.name].filter(Boolean).join(' → ')}</span>
              {c.signDate && <span className="num">{c.signDate}</span>}
            </div>
            <TwoAmounts small totalFen={c.totalFen || null} techFen={techOf(c)} />
          </>
        )}
        extra={<ExportButton path="/contracts/export.xlsx" query={f} />}
        empty={
          filtered ? (
            <Empty title={t('none')} actions={<Button onClick={() => set({ q: '', state: '', class: '', offline: '', scope: '', month: '', from: '', to: '', industry: '', seller: '', buyer: '', deal: '', waiting: '' })}>{t('clear')}</Button>} />
          ) : (
            <Empty title={t('emptyTitle')} actions={add}>
              {t('emptyText')}
            </Empty>
          )
        }
      />
    </Page>
  )
}
