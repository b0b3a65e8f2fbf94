import { useQuery } from '@tanstack/react-query'
import { Button, Tag, type TableColumnsType } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { money } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIndustryName } from '@/lib/reference'
import { useIs } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { TwoAmounts } from '@/ui/amounts'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { Empty, Failure } from '@/ui/state-view'
import { ToneTag } from '@/ui/state-tag'
import { ExportButton } from '@/ui/export-button'
import { figureSheet, rowList, rowSums, type ContractRow } from './api'

const texts = messages({
  title: ['统计明细', 'Entries behind the figure'],
  back: ['回到统计', 'Back to statistics'],
  filters: ['条件', 'Filters'],
  scope: ['口径：{v}', 'Scope: {v}'],
  from: ['从 {v}', 'from {v}'],
  to: ['到 {v}', 'to {v}'],
  asOf: ['截至 {v}', 'as of {v}'],
  subClass: ['子类：{v}', 'Sub-class: {v}'],
  class: ['类别：{v}', 'Class: {v}'],
  industry: ['行业：{v}', 'Industry: {v}'],
  techArea: ['技术领域：{v}', 'Field: {v}'],
  seller: ['卖方地区：{v}', 'Seller region: {v}'],
  buyer: ['买方地区：{v}', 'Buyer region: {v}'],
  missing: ['未填写', 'not given'],
  sums: ['合计 {n} 项（两项金额分别合计）', '{n} contracts; each amount by itself'],
  counts: ['入账', 'Entry'],
  late: ['计入{v}', 'counted in {v}'],
  name: ['项目名称', 'Project'],
  parties: ['卖方 → 买方', 'Seller → buyer'],
  date: ['登记日期', 'Registered'],
  number: ['登记编号', 'Number'],
  authority: ['登记机构', 'Registry'],
  elsewhere: ['异地', 'elsewhere'],
  total: ['成交额', 'Contract value'],
  tech: ['技术交易额', 'Technology value'],
  open: ['金额待定', 'open'],
  none: ['没有符合条件的登记合同', 'No registered contract fits'],
})

const named = ['scope', 'from', 'to', 'asOf', 'class', 'subClass', 'industry', 'techArea', 'seller', 'buyer'] as const

export default function RowsPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const industry = useIndustryName()
  const [params] = useSearchParams()
  const readable = useIs('officer', 'registrar', 'admin')
  const query: Partial<Record<(typeof named)[number], string>> = Object.fromEntries(named.flatMap((k) => (params.get(k) ? [[k, params.get(k)]] : [])))
  const sums = useQuery(rowSums(query))
  const value = (k: string, v: string) => {
    if (v === '-') return t('missing')
    if (k === 'scope') return say(word('statScopes', v))
    if (k === 'class') return say(word('contractClasses', v))
    if (k === 'subClass') return say(word('contractSubClasses', v))
    if (k === 'industry') return industry(v)
    return v
  }
  const title = (r: ContractRow) => (readable ? <Link to={`/contracts/${r.id}`}>{r.title}</Link> : r.title)
  const columns: TableColumnsType<ContractRow> = [
    {
      title: t('name'),
      key: 'name',
      width: 320,
      render: (_, r) => (
        <>
          <b>{title(r)}</b>
          <div className="muted">{[r.serial, say(word('contractClasses', r.class)), r.subClass && say(word('contractSubClasses', r.subClass))].filter(Boolean).join(' · ')}</div>
        </>
      ),
    },
    {
      title: t('parties'),
      key: 'parties',
      width: 280,
      render: (_, r) => (
        <>
          <div>
            {r.seller} <span className="muted">{r.sellerPlace}</span>
          </div>
          <div>
            → {r.buyer} <span className="muted">{r.buyerPlace}</span>
          </div>
        </>
      ),
    },
    {
      title: t('counts'),
      key: 'cause',
      width: 150,
      render: (_, r) => (
        <>
          {say(word('postingCauses', r.cause))}
          {r.period !== r.date.slice(0, 7) && <div className="muted">{t('late', { v: r.period })}</div>}
          {r.reason && <div className="muted">{r.reason}</div>}
        </>
      ),
    },
    { title: t('total'), key: 'total', align: 'right', render: (_, r) => <span className="num nowrap">{money(r.totalFen, lang)}</span> },
    {
      title: t('tech'),
      key: 'tech',
      align: 'right',
      render: (_, r) => (
        <span className="num nowrap">
          {money(r.techFen, lang)} {r.open && <ToneTag tone="wait">{t('open')}</ToneTag>}
        </span>
      ),
    },
    {
      title: t('date'),
      key: 'date',
      render: (_, r) => (
        <>
          <div className="num nowrap">{r.date}</div>
          <div className="num muted">{r.number}</div>
        </>
      ),
    },
    { title: t('authority'), key: 'authority', width: 180, render: (_, r) => <>{r.authority} {r.elsewhere && <ToneTag tone="neutral">{t('elsewhere')}</ToneTag>}</> },
  ]
  return (
    <Page
      title={t('title')}
      actions={
        <Link to={`/statistics${query.scope && query.scope !== 'registered' ? `?scope=${query.scope}` : ''}`}>
          <Button tabIndex={-1}>{t('back')}</Button>
        </Link>
      }
    >
      <div className="row" role="group" aria-label={t('filters')}>
        {named.map((k) => {
          const v = params.get(k)
          return v ? <Tag key={k}>{t(k, { v: value(k, v) })}</Tag> : null
        })}
      </div>
      <section aria-label={t('title')}>
        <p className="muted gap-below">
          {t('sums', { n: sums.data?.count ?? '…' })}
        </p>
        {sums.error ? <Failure error={sums.error} retry={() => void sums.refetch()} /> : <TwoAmounts totalFen={sums.data?.totalFen} techFen={sums.data?.techFen} />}
      </section>
      <ResourceList<ContractRow>
        caption={t('title')}
        list={rowList(query)}
        rowKey={(r) => `${r.id} ${r.posted} ${r.cause} ${r.count} ${r.totalFen}`}
        columns={columns}
        to={readable ? (r) => `/contracts/${r.id}` : undefined}
        card={(r) => (
          <>
            <span className="title">{r.title}</span>
            <div className="meta">
              <span>
                {r.seller} → {r.buyer}
              </span>
              <span className="num">{r.date}</span>
              <span className="num">{r.number}</span>
            </div>
            <TwoAmounts small totalFen={r.totalFen} techFen={r.techFen} open={r.open} />
          </>
        )}
        extra={<ExportButton file={figureSheet(query)} />}
        empty={<Empty title={t('none')} />}
      />
    </Page>
  )
}
