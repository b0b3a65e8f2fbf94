import { PlusOutlined } from '@ant-design/icons'
import { useQueries } from '@tanstack/react-query'
import { Button, Input, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { get } from '@/lib/api/client'
import type { Page as Paged } from '@/lib/api/wire'
import type { Contract } from '@/lib/contract'
import { contractClasses, contractStates } from '@/lib/contract-words'
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
  const [f, set] = useUrlFilters(['state', 'q'] as const)
  const counts = useQueries({
    queries: tabs.map((state) => ({
      queryKey: ['list', '/registrations', { state, limit: 1 }, 'count'],
      queryFn: ({ signal }: { signal: AbortSignal }) => get<Paged<Contract>>('/registrations', { state, limit: 1 }, signal).then((p) => p.total),
    })),
  })
  const add = may && (
    <Link to="/contracts/new">
      <Button icon={<PlusOutlined />} tabIndex={-1}>
        {t('new')}
      </Button>
    </Link>
  )
  const totalOf = (c: Contract) => c.registration?.totalFen || c.totalFen || null
  const techOf = (c: Contract) => c.registration?.techFen || (c.amounts.totalFen > 0 ? c.amounts.techFen : null)
  const columns: TableColumnsType<Contract> = [
    {
      title: t('name'),
      key: 'name',
      width: 320,
      render: (_, c) => (
        <>
          <Link to={`/registrations/${c.id}`} style={{ fontWeight: 600 }}>
            {c.title}
          </Link>
          <div className="muted num">{[c.registration?.acceptNo || c.serial, say(word(contractClasses, c.class))].filter(Boolean).join(' · ')}</div>
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
    { title: t('state'), key: 'state', render: (_, c) => <ContractStateTag state={c.state} name={c.stateName} /> },
  ]
  return (
    <Page title={t('title')} sub={t('sub')} actions={add}>
      <div className="row" style={{ gap: 8 }} role="group" aria-label={t('state')}>
        {tabs.map((s, i) => (
          <Button key={s} type={f.state === s ? 'primary' : 'default'} aria-pressed={f.state === s} onClick={() => set({ state: s })}>
            {`${s ? say(word(contractStates, s)) : t('all')}${counts[i]?.data === undefined ? '' : ` ${counts[i].data}`}`}
          </Button>
        ))}
      </div>
      <Input.Search key={f.q} defaultValue={f.q} allowClear placeholder={t('search')} aria-label={t('search')} onSearch={(q) => set({ q: q.trim() })} style={{ maxWidth: 420 }} />
      <ResourceList<Contract>
        caption={t('title')}
        path="/registrations"
        query={f}
        rowKey={(c) => c.id}
        columns={columns}
        to={(c) => `/registrations/${c.id}`}
        card={(c) => (
          <>
            <div className="row between" style={{ flexWrap: 'nowrap', alignItems: 'flex-start' }}>
              <span className="title">{c.title}</span>
              <ContractStateTag state={c.state} name={c.stateName} />
            </div>
            <div className="meta">
              <span>{c.registration?.applicant || c.seller.name}</span>
              <span className="num">{c.registration?.acceptNo || c.serial}</span>
            </div>
            <TwoAmounts small totalFen={totalOf(c)} techFen={techOf(c)} />
            <DueTag contract={c} />
          </>
        )}
        extra={<ExportButton path="/contracts/export.xlsx" query={{ q: f.q, state: f.state, scope: f.state ? '' : 'registry' }} />}
        empty={
          f.q || f.state ? (
            <Empty title={t('none')} actions={<Button onClick={() => set({ q: '', state: '' })}>{t('clear')}</Button>} />
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
