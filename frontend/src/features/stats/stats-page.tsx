import { useQuery } from '@tanstack/react-query'
import { Button, Input, Segmented, Select } from 'antd'
import { Link } from 'react-router'
import { amount, count } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIndustryName, useReference } from '@/lib/reference'
import { useOptions, word } from '@/lib/vocabulary'
import { useUrlFilters } from '@/lib/url-filters'
import { ExportButton } from '@/ui/export-button'
import { Page } from '@/ui/page'
import { Failure } from '@/ui/state-view'
import { figureQuery, figureSheet } from './api'
import { Figure } from './figure'
import { monthsOf } from './period'
import './stats.css'

const texts = messages({
  title: ['技术合同统计', 'Contract statistics'],
  sub: ['只统计已登记合同，按登记证明日期计入月份；成交额和技术交易额分列，从不相加', 'Registered contracts only, by the month of their certificates; the two amounts stand apart and are never added'],
  funnel: ['成交率', 'Closing rate'],
  months: ['月度结账', 'Closing of months'],
  asOf: ['截至', 'As of'],
  scope: ['统计口径', 'Scope'],
  scopeHint_registered: ['登记地：由本市场登记机构登记的合同。', 'Registered by the registry of this market.'],
  scopeHint_output: ['输出：卖方在本地区的合同，包括异地登记的。', 'The seller is in the region, wherever registered.'],
  scopeHint_input: ['吸纳：买方在本地区的合同，包括异地登记的。', 'The buyer is in the region, wherever registered.'],
  overlap: ['三种口径互有重叠，不能相加。', 'The three scopes overlap and are never added.'],
  period: ['登记时间', 'Period'],
  year: ['今年', 'This year'],
  last: ['去年', 'Last year'],
  all: ['全部', 'All'],
  custom: ['自选', 'Custom'],
  printPeriod: ['登记时间 {from} 至 {to}', 'registered {from} to {to}'],
  from: ['从（月）', 'From (month)'],
  to: ['到（月）', 'To (month)'],
  class: ['类别', 'Class'],
  allClasses: ['全部类别', 'All classes'],
  industry: ['行业', 'Industry'],
  allIndustries: ['全部行业', 'All industries'],
  count: ['登记合同数', 'Registered contracts'],
  item: ['项', ''],
  change: ['同比 {percent}（{from} 至 {to}）', '{percent} on {from} to {to}'],
  total: ['成交额', 'Contract value'],
  tech: ['技术交易额', 'Technology value'],
  unit: ['万元', 'CNY'],
  byMonth: ['月度走势', 'By month'],
  byClass: ['合同类别', 'By class'],
  byIndustry: ['行业', 'By industry'],
  flow_registered: ['买方所在地（流向）', 'Buyer regions (where it goes)'],
  flow_output: ['买方所在地（流向）', 'Buyer regions (where it goes)'],
  flow_input: ['卖方所在地（来源）', 'Seller regions (where it comes from)'],
})

type Scope = 'registered' | 'output' | 'input'

export default function StatsPage() {
  const t = useT(texts)
  const say = useSay()
  const options = useOptions()
  const lang = useLanguage()
  const { data: reference } = useReference()
  const industryName = useIndustryName()
  const [f, set] = useUrlFilters(['scope', 'period', 'from', 'to', 'asOf', 'class', 'industry'] as const)
  const scope: Scope = f.scope === 'output' || f.scope === 'input' ? f.scope : 'registered'
  const months = monthsOf(f.period, f.from, f.to)
  const query = { scope, ...months, asOf: f.asOf, class: f.class, industry: f.industry }
  const sum = useQuery(figureQuery({ ...query, by: 'month' }))
  const before = sum.data?.yearBefore
  const change = (kind: 'count' | 'total' | 'tech') => {
    if (!before) return ' '
    const growth = { count: before.countGrowth, total: before.totalFenGrowth, tech: before.techFenGrowth }[kind]
    const percent = growth === undefined ? '—' : `${growth > 0 ? '+' : ''}${(growth / 100).toFixed(2)}%`
    return t('change', { percent, from: before.from, to: before.to })
  }
  const head = (kind: 'count' | 'total' | 'tech', value: string, unit: string) => (
    <Link className={`stat-head ${kind}`} to={`/statistics/rows?${sum.data?.query ?? ''}`}>
      <span>{t(kind)}</span>
      <b className="num">
        {value} <small>{unit}</small>
      </b>
      <span className="num">{change(kind)}</span>
    </Link>
  )
  return (
    <Page
      title={t('title')}
      sub={t('sub')}
      actions={
        <>
          <Link to="/statistics/months">
            <Button tabIndex={-1}>{t('months')}</Button>
          </Link>
          <Link to="/statistics/funnel">
            <Button tabIndex={-1}>{t('funnel')}</Button>
          </Link>
          <ExportButton file={figureSheet({ ...query, by: 'month' })} />
        </>
      }
    >
      <p className="print-period">
        {[say(word('statScopes', scope)), months.from || months.to ? t('printPeriod', { from: months.from ?? '', to: months.to ?? '' }) : t('all'), f.class && say(word('contractClasses', f.class)), f.industry && industryName(f.industry)].filter(Boolean).join(' · ')}
      </p>
      <div className="panel stack no-print" style={{ gap: 12 }}>
        <div className="stat-filters">
          <div className="field">
            <span>{t('scope')}</span>
            <Segmented aria-label={t('scope')} value={scope} onChange={(v) => set({ scope: v === 'registered' ? '' : v })} options={options('statScopes')} />
          </div>
          <div className="field">
            <span>{t('period')}</span>
            <Segmented
              aria-label={t('period')}
              value={f.period || 'year'}
              onChange={(v) => set(v === 'custom' ? { period: v, ...months } : { period: v === 'year' ? '' : v, from: '', to: '' })}
              options={(['year', 'last', 'all', 'custom'] as const).map((value) => ({ value: value as string, label: t(value) }))}
            />
          </div>
          {f.period === 'custom' && (
            <>
              <label>
                {t('from')}
                <Input type="month" value={f.from} onChange={(e) => set({ from: e.target.value })} placeholder="2026-01" />
              </label>
              <label>
                {t('to')}
                <Input type="month" value={f.to} onChange={(e) => set({ to: e.target.value })} placeholder="2026-12" />
              </label>
            </>
          )}
          <label>
            {t('asOf')}
            <Input type="date" value={f.asOf} onChange={(e) => set({ asOf: e.target.value })} />
          </label>
          <Select
            aria-label={t('class')}
            style={{ minWidth: 140 }}
            value={f.class}
            onChange={(v) => set({ class: v })}
            options={options('contractClasses', t('allClasses'))}
          />
          <Select
            aria-label={t('industry')}
            style={{ minWidth: 180 }}
            popupMatchSelectWidth={false}
            value={f.industry}
            onChange={(v) => set({ industry: v })}
            options={[{ value: '', label: t('allIndustries') }, ...(reference?.industries ?? []).map((i) => ({ value: i.code, label: i.name }))]}
          />
        </div>
        <p className="muted flat">
          {t(`scopeHint_${scope}`)} {t('overlap')}
        </p>
      </div>
      {sum.error && !sum.data ? (
        <Failure error={sum.error} retry={() => void sum.refetch()} />
      ) : (
        <>
          <div className="stat-heads" aria-busy={!sum.data}>
            {head('count', sum.data ? count(sum.data.count, lang) : '…', t('item'))}
            {head('total', sum.data ? amount(sum.data.totalFen, lang) : '…', t('unit'))}
            {head('tech', sum.data ? amount(sum.data.techFen, lang) : '…', t('unit'))}
          </div>
          <div className="figures">
            <Figure title={t('byMonth')} by="month" query={query} wide />
            <Figure title={t('byClass')} by="class" query={query} />
            <Figure title={t('byIndustry')} by="industry" query={query} />
            <Figure title={t(`flow_${scope}`)} by="region" query={query} wide />
          </div>
        </>
      )}
    </Page>
  )
}
