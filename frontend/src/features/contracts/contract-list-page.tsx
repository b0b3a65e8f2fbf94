import { PlusOutlined } from '@ant-design/icons'
import { Button, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { contractList, contractSheet, contractSigners, techOf, type Contract } from '@/lib/api/contracts'
import { money } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { useListFilters } from '@/lib/url-filters'
import { useOptions, word } from '@/lib/vocabulary'
import { ContractStateTag, TwoAmounts } from '@/ui/amounts'
import { ExportButton } from '@/ui/export-button'
import { FilterBar } from '@/ui/filter-bar'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
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
  owed: ['有到期付款', 'Payment due'],
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
  emptyTitle: ['还没有合同', 'No contracts yet'],
  emptyText: ['对接谈妥后可以从对接页面新建；已经在线下签好的合同，点“新建合同”录入并上传扫描件。', 'Start one from a deal, or enter a contract that was signed on paper with its scan.'],
})

export default function ContractListPage() {
  const t = useT(texts)
  const say = useSay()
  const options = useOptions()
  const lang = useLanguage()
  const mayNew = useIs(...contractSigners)
  const filters = useListFilters('q', 'state', 'class', 'offline', 'scope', 'month', 'from', 'to', 'industry', 'seller', 'buyer', 'deal', 'waiting', 'owed', 'sort')
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
          <Link className="strong" to={`/contracts/${c.id}`}>
            {c.title}
          </Link>
          <div className="muted num">
            {c.serial} · {say(word('contractClasses', c.class, c.className))}
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
    { title: t('state'), key: 'state', render: (_, c) => <ContractStateTag state={c.state} /> },
  ]
  return (
    <Page title={t('title')} sub={t('sub')} actions={add}>
      <FilterBar
        filters={filters}
        fields={[
          { name: 'q', kind: 'search', label: t('search') },
          {
            name: 'state',
            label: t('state'),
            options: [
              { value: '', label: t('allStates'), sets: { state: '', waiting: '', owed: '' } },
              ...(mayNew ? [{ value: 'waiting', label: t('waiting'), sets: { state: '', waiting: 'true', owed: '' } }] : []),
              { value: 'owed', label: t('owed'), sets: { state: '', waiting: '', owed: 'true' } },
              ...options(['contractStates', 'registrationStates']).map((o) => ({ ...o, sets: { state: o.value, waiting: '', owed: '' } })),
            ],
          },
          { name: 'class', label: t('class'), options: options('contractClasses', t('allClasses')) },
          { name: 'offline', label: t('origin'), options: [{ value: '', label: t('anyOrigin') }, { value: 'false', label: t('online') }, { value: 'true', label: t('offline') }] },
          { name: 'sort', label: t('sort'), options: [{ value: '', label: t('newest') }, { value: '-date', label: t('byDate') }] },
        ]}
      />
      <ResourceList<Contract>
        caption={t('title')}
        list={contractList(filters.values)}
        rowKey={(c) => c.id}
        columns={columns}
        to={(c) => `/contracts/${c.id}`}
        card={(c) => (
          <>
            <RowCard title={c.title} tag={<ContractStateTag state={c.state} />} meta={[c.serial, [c.seller.name, c.buyer.name].filter(Boolean).join(' → '), c.signDate]} />
            <TwoAmounts small totalFen={c.totalFen || null} techFen={techOf(c)} />
          </>
        )}
        extra={<ExportButton file={contractSheet(filters.values)} />}
        narrowed={{ filters, none: t('none') }}
        empty={
          <Empty title={t('emptyTitle')} actions={add}>
              {t('emptyText')}
            </Empty>
        }
      />
    </Page>
  )
}
