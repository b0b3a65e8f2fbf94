import { PlusOutlined } from '@ant-design/icons'
import { useQueries } from '@tanstack/react-query'
import { Button, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { contractSheet, techOf, type Contract } from '@/lib/api/contracts'
import { money } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { useListFilters } from '@/lib/url-filters'
import { word } from '@/lib/vocabulary'
import { ContractStateTag, TwoAmounts } from '@/ui/amounts'
import { ExportButton } from '@/ui/export-button'
import { FilterBar } from '@/ui/filter-bar'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { Empty } from '@/ui/state-view'
import { registrationCount, registrationList } from './api'
import { DueTag } from './due-tag'
import './registrations.css'

const texts = messages({
  title: ['认定登记', 'Registration'],
  sub: ['受理 → 审查认定 → 录入国家系统登记编号；录入编号后才计入统计', 'Accept, examine, enter the national number; only then it counts'],
  new: ['录入纸质或异地登记合同', 'Enter a paper contract or a registration elsewhere'],
  all: ['全部待办', 'All open'],
  search: ['搜索项目、编号、单位', 'Search project, number, party'],
  name: ['项目名称', 'Project'],
  applicant: ['申请方', 'Applicant'],
  filed: ['申请日期', 'Filed'],
  clock: ['办理期限', 'Due'],
  total: ['成交额', 'Contract value'],
  tech: ['技术交易额', 'Technology value'],
  state: ['状态', 'State'],
  number: ['登记编号', 'Number'],
  none: ['没有符合条件的合同', 'No contract fits'],
  clear: ['清除条件', 'Clear'],
  emptyTitle: ['没有等待办理的合同', 'Nothing waits here'],
  emptyText: ['卖方提交认定登记后会出现在这里。企业拿纸质合同到窗口时，先录入合同和扫描件，再“窗口收件”。', 'Files appear here once the seller has filed them. For a paper contract at the counter, enter it with its scan, then receive it.'],
})

const tabs = ['', 'submitted', 'accepted', 'awaitNumber', 'returned', 'registered', 'refused'] as const

export default function QueuePage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const may = useIs('registrar', 'officer')
  const filters = useListFilters('state', 'q')
  const f = filters.values
  const counts = useQueries({ queries: tabs.map(registrationCount) })
  const add = may && (
    <Link to="/contracts/new">
      <Button icon={<PlusOutlined />} tabIndex={-1}>
        {t('new')}
      </Button>
    </Link>
  )
  const totalOf = (c: Contract) => c.registration?.totalFen || c.totalFen || null
  const columns: TableColumnsType<Contract> = [
    {
      title: t('name'),
      key: 'name',
      width: 320,
      render: (_, c) => (
        <>
          <Link className="strong" to={`/registrations/${c.id}`}>
            {c.title}
          </Link>
          <div className="muted num">{[c.registration?.acceptNo || c.serial, say(word('contractClasses', c.class))].filter(Boolean).join(' · ')}</div>
        </>
      ),
    },
    { title: t('applicant'), key: 'applicant', width: 200, render: (_, c) => c.registration?.applicant || c.seller.name },
    { title: t('total'), key: 'total', align: 'right', render: (_, c) => <span className="num nowrap">{money(totalOf(c), lang)}</span> },
    { title: t('tech'), key: 'tech', align: 'right', render: (_, c) => <span className="num nowrap">{money(techOf(c), lang)}</span> },
    { title: t('filed'), key: 'filed', render: (_, c) => <span className="num nowrap">{c.registration?.filedOn || '—'}</span> },
    f.state === 'registered'
      ? { title: t('number'), key: 'number', render: (_, c) => <span className="num nowrap">{c.registration?.number}</span> }
      : { title: t('clock'), key: 'due', render: (_, c) => <div className="due-cell"><DueTag contract={c} /></div> },
    { title: t('state'), key: 'state', render: (_, c) => <ContractStateTag state={c.state} /> },
  ]
  return (
    <Page title={t('title')} sub={t('sub')} actions={add}>
      <div className="row" style={{ gap: 8 }} role="group" aria-label={t('state')}>
        {tabs.map((s, i) => (
          <Button key={s} type={f.state === s ? 'primary' : 'default'} aria-pressed={f.state === s} onClick={() => filters.set({ state: s })}>
            {`${s ? say(word(['contractStates', 'registrationStates'], s)) : t('all')}${counts[i]?.data === undefined ? '' : ` ${counts[i].data}`}`}
          </Button>
        ))}
      </div>
      <div className="search-alone" role="search">
        <FilterBar plain filters={filters} fields={[{ name: 'q', kind: 'search', label: t('search') }]} />
      </div>
      <ResourceList<Contract>
        caption={t('title')}
        list={registrationList(f)}
        rowKey={(c) => c.id}
        columns={columns}
        to={(c) => `/registrations/${c.id}`}
        card={(c) => (
          <>
            <RowCard title={c.title} tag={<ContractStateTag state={c.state} />} meta={[c.registration?.applicant || c.seller.name, c.registration?.acceptNo || c.serial]} />
            <TwoAmounts small totalFen={totalOf(c)} techFen={techOf(c)} />
            <DueTag contract={c} />
          </>
        )}
        extra={<ExportButton file={contractSheet({ q: f.q, state: f.state, scope: f.state ? '' : 'registry' })} />}
        narrowed={{ filters, none: t('none'), clear: t('clear') }}
        empty={
          <Empty title={t('emptyTitle')} actions={add}>
              {t('emptyText')}
            </Empty>
        }
      />
    </Page>
  )
}
