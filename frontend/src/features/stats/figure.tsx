import { useQuery } from '@tanstack/react-query'
import type { EChartsCoreOption } from 'echarts/core'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { Segmented } from 'antd'
import { get, type Query } from '@/lib/api/client'
import { count, wan } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { contractClasses } from '@/lib/contract-words'
import { useIndustryName } from '@/lib/reference'
import { word } from '@/lib/vocabulary'
import { Chart } from '@/ui/chart'
import { Panel } from '@/ui/page'
import { Loaded } from '@/ui/state-view'
import type { Row, Table } from './types'

const texts = messages({
  total: ['成交额', 'Contract value'],
  tech: ['技术交易额', 'Technology value'],
  unit: ['万元', '×10k CNY'],
  contracts: ['合同数', 'Contracts'],
  picture: ['图', 'Picture'],
  table: ['表', 'Table'],
  view: ['{name}的显示方式', 'View of {name}'],
  none: ['这段时间没有登记合同。', 'No registered contracts in this period.'],
  label: ['{name}：柱形图，成交额与技术交易额分列，不相加；数字见“表”。点柱子看明细。', '{name}: bars, contract value and technology value apart; numbers under “Table”. Press a bar to open its rows.'],
  sum: ['合计（各列分别合计）', 'Sum (each column by itself)'],
  missing: ['未填写', 'Not given'],
  open: ['看明细', 'Open the rows'],
})

const inWan = (fen: number) => fen / 1_000_000

/** One table of figures as a picture and as a table. The two amounts are two series, never stacked. */
export function Figure({ title, by, query, wide }: { title: string; by: string; query: Query; wide?: boolean }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const go = useNavigate()
  const industry = useIndustryName()
  const [view, setView] = useState<'picture' | 'table'>('picture')
  const figure = useQuery({
    queryKey: ['stats', by, query],
    queryFn: ({ signal }) => get<Table>('/stats/contracts', { ...query, by }, signal),
    placeholderData: (old) => old,
  })
  const name = (r: Row) => (r.key === '-' ? t('missing') : by === 'class' ? say(word(contractClasses, r.key, r.label)) : by === 'industry' ? industry(r.key) || r.label : r.label)
  const rowsOf = (d: Table) => (by === 'month' ? d.rows : [...d.rows].sort((a, b) => b.totalFen - a.totalFen))
  return (
    <Panel
      title={title}
      className={wide ? 'figure-wide' : undefined}
      extra={
        <Segmented
          size="small"
          aria-label={t('view', { name: title })}
          value={view}
          onChange={setView}
          options={[
            { value: 'picture', label: t('picture') },
            { value: 'table', label: t('table') },
          ]}
        />
      }
    >
      <Loaded query={figure} rows={5}>
        {(d) => {
          const rows = rowsOf(d)
          if (d.count === 0) return <p className="muted">{t('none')}</p>
          if (view === 'table') return <FigureTable rows={rows} all={d} byName={title} name={name} />
          const shown = by === 'month' ? rows : rows.slice(0, 12)
          return (
            <Chart
              label={t('label', { name: title })}
              height={by === 'month' ? 300 : Math.max(180, shown.length * 46 + 70)}
              option={optionOf(shown.map(name), shown, by === 'month', { total: t('total'), tech: t('tech'), unit: t('unit'), contracts: t('contracts') }, (n) => count(n, lang))}
              onPick={({ name: picked, dataIndex }) => {
                const r = shown.find((x) => name(x) === picked) ?? shown[dataIndex]
                if (r) void go(`/statistics/rows?${r.query}`)
              }}
            />
          )
        }}
      </Loaded>
    </Panel>
  )
}

function optionOf(names: string[], rows: Row[], upright: boolean, w: Record<'total' | 'tech' | 'unit' | 'contracts', string>, n: (n: number) => string): EChartsCoreOption {
  const category = { type: 'category' as const, data: names, axisLabel: { color: '#12302f', ...(upright ? {} : { width: 130, overflow: 'break' as const }) }, axisTick: { show: false } }
  const value = { type: 'value' as const, name: w.unit, axisLabel: { color: '#56645f' }, splitLine: { lineStyle: { color: '#e2ddd1' } } }
  const series = (label: string, color: string, pick: (r: Row) => number) => ({ name: label, type: 'bar' as const, data: rows.map(pick), itemStyle: { color, borderRadius: upright ? [3, 3, 0, 0] : [0, 3, 3, 0] }, barMaxWidth: 22, cursor: 'pointer' })
  return {
    grid: { left: 8, right: upright ? 16 : 30, top: 44, bottom: 8, containLabel: true },
    legend: { top: 0, data: [w.total, w.tech] },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: (items: { dataIndex: number }[]) => {
        const r = rows[items[0]?.dataIndex ?? -1]
        const title = names[items[0]?.dataIndex ?? -1] ?? ''
        return r ? [escape(title), `${w.total}：${wan(r.totalFen)} ${w.unit}`, `${w.tech}：${wan(r.techFen)} ${w.unit}`, `${w.contracts}：${n(r.count)}`].join('<br>') : ''
      },
    },
    xAxis: upright ? category : value,
    yAxis: upright ? value : { ...category, inverse: true },
    series: [series(w.total, '#0f5f5c', (r) => inWan(r.totalFen)), series(w.tech, '#c8692f', (r) => inWan(r.techFen))],
  }
}

const escape = (s: string) => s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

function FigureTable({ rows, all, byName, name }: { rows: Row[]; all: Table; byName: string; name: (r: Row) => string }) {
  const t = useT(texts)
  const lang = useLanguage()
  return (
    <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={byName}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{byName}</th>
            <th scope="col" className="right">{t('contracts')}</th>
            <th scope="col" className="right">{`${t('total')}（${t('unit')}）`}</th>
            <th scope="col" className="right">{`${t('tech')}（${t('unit')}）`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.key}>
              <th scope="row">{r.count > 0 ? <Link to={`/statistics/rows?${r.query}`} title={t('open')}>{name(r)}</Link> : name(r)}</th>
              <td className="num right">{count(r.count, lang)}</td>
              <td className="num right">{wan(r.totalFen)}</td>
              <td className="num right">{wan(r.techFen)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('sum')}</th>
            <td className="num right">{count(all.count, lang)}</td>
            <td className="num right">{wan(all.totalFen)}</td>
            <td className="num right">{wan(all.techFen)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
