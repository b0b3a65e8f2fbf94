import { useQuery } from '@tanstack/react-query'
import type { EChartsCoreOption } from 'echarts/core'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { Segmented } from 'antd'
import type { Filters } from '@/lib/api/client'
import { amount, count } from '@/lib/format'
import { messages, useLanguage, useT, type Language } from '@/lib/i18n/language'
import { regionInEnglish } from '@/lib/region-english'
import { Chart } from '@/ui/chart'
import { Panel } from '@/ui/page'
import { Loaded } from '@/ui/state-view'
import { palette } from '@/ui/theme'
import { figureQuery, type Row, type Table } from './api'

const texts = messages({
  total: ['成交额', 'Contract value'],
  tech: ['技术交易额', 'Technology value'],
  unit: ['万元', 'CNY'],
  contracts: ['合同数', 'Contracts'],
  sofar: ['累计{name}', '{name} so far'],
  picture: ['图', 'Picture'],
  table: ['表', 'Table'],
  view: ['{name}的显示方式', 'View of {name}'],
  none: ['这段时间没有登记合同。', 'No registered contracts in this period.'],
  label: ['{name}：柱形图，成交额与技术交易额分列，不相加；数字见“表”。点柱子看明细。', '{name}: bars, contract value and technology value apart; numbers under “Table”. Press a bar to open its rows.'],
  ring: ['{name}：成交额的构成，环形图；技术交易额和数字见“表”。', '{name}: shares of the contract value, a ring; technology value and numbers under “Table”.'],
  sum: ['合计（各列分别合计）', 'Sum (each column by itself)'],
  open: ['看明细', 'Open the rows'],
})

const shownAs = (fen: number, lang: Language) => fen / (lang === 'en' ? 100 : 1_000_000)

/** One table of figures as a picture and as a table. The two amounts are two series, never stacked. */
export function Figure({ title, by, query, wide }: { title: string; by: string; query: Filters<'/stats/contracts'>; wide?: boolean }) {
  const t = useT(texts)
  const lang = useLanguage()
  const go = useNavigate()
  const [view, setView] = useState<'picture' | 'table'>('picture')
  const figure = useQuery(figureQuery({ ...query, by }))
  const name = (r: Row) => (by === 'region' && lang === 'en' ? (regionInEnglish(r.key) ?? r.label) : r.label)
  const rowsOf = (d: Table) => (by === 'month' ? (d.rows ?? []) : [...(d.rows ?? [])].sort((a, b) => b.totalFen - a.totalFen))
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
              label={t(by === 'class' ? 'ring' : 'label', { name: title })}
              height={by === 'month' ? 300 : by === 'class' ? 320 : Math.max(180, shown.length * 46 + 70)}
              option={by === 'class' ? ringOf(shown.map(name), shown, t('total'), t('unit'), lang) : optionOf(shown.map(name), shown, by === 'month', { total: t('total'), tech: t('tech'), unit: t('unit'), contracts: t('contracts'), sofar: t('sofar') }, lang)}
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

type Words = Record<'total' | 'tech' | 'unit' | 'contracts' | 'sofar', string>

const colours = { total: palette.teal, tech: palette.orange }

/** Months: a bar for each amount and, over them, a line for each amount so far. Others: a bar for each amount. */
function optionOf(names: string[], rows: Row[], upright: boolean, w: Words, lang: Language): EChartsCoreOption {
  const category = { type: 'category' as const, data: names, axisLabel: { color: palette.ink, ...(upright ? {} : { width: 130, overflow: 'break' as const }) }, axisTick: { show: false } }
  const value = { type: 'value' as const, name: w.unit, axisLabel: { color: palette.muted }, splitLine: { lineStyle: { color: palette.line } } }
  const kinds = [
    { name: w.total, color: colours.total, of: (r: Row) => r.totalFen },
    { name: w.tech, color: colours.tech, of: (r: Row) => r.techFen },
  ]
  const bars = kinds.map((k) => ({
    name: k.name,
    type: 'bar' as const,
    data: rows.map((r) => shownAs(k.of(r), lang)),
    itemStyle: { color: k.color, borderRadius: upright ? [3, 3, 0, 0] : [0, 3, 3, 0] },
    barMaxWidth: 22,
    cursor: 'pointer',
  }))
  const lines = kinds.map((k) => ({
    name: w.sofar.replace('{name}', k.name),
    type: 'line' as const,
    yAxisIndex: 1,
    data: rows.map((_, i) => shownAs(rows.slice(0, i + 1).reduce((n, r) => n + k.of(r), 0), lang)),
    lineStyle: { color: k.color, width: 2, type: k.color === colours.tech ? ('dashed' as const) : ('solid' as const) },
    itemStyle: { color: k.color },
    symbolSize: 5,
  }))
  const series = upright ? [...bars, ...lines] : bars
  return {
    grid: { left: 8, right: upright ? 16 : 30, top: 54, bottom: 8, containLabel: true },
    legend: { top: 0, type: 'scroll', data: series.map((s) => s.name) },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: (items: { dataIndex: number }[]) => {
        const r = rows[items[0]?.dataIndex ?? -1]
        const title = names[items[0]?.dataIndex ?? -1] ?? ''
        return r ? [escape(title), `${w.total}：${amount(r.totalFen, lang)} ${w.unit}`, `${w.tech}：${amount(r.techFen, lang)} ${w.unit}`, `${w.contracts}：${count(r.count, lang)}`].join('<br>') : ''
      },
    },
    xAxis: upright ? category : value,
    yAxis: upright ? [value, { ...value, name: '', splitLine: { show: false } }] : { ...category, inverse: true },
    series,
  }
}

/** Shares of the contract value by class: a whole that may be cut, unlike the two amounts beside each other. */
function ringOf(names: string[], rows: Row[], total: string, unit: string, lang: Language): EChartsCoreOption {
  const sum = rows.reduce((n, r) => n + r.totalFen, 0)
  const share = (name: string) => `${name} ${(((rows[names.indexOf(name)]?.totalFen ?? 0) / sum) * 100).toFixed(1)}%`
  const ring = {
    tooltip: {
      trigger: 'item',
      formatter: (i: { dataIndex: number; percent: number }) => `${escape(names[i.dataIndex] ?? '')}<br>${total}：${amount(rows[i.dataIndex]?.totalFen ?? 0, lang)} ${unit}（${i.percent}%）`,
    },
    legend: { bottom: 0 },
    series: [
      {
        type: 'pie',
        name: total,
        radius: ['42%', '68%'],
        center: ['50%', '44%'],
        cursor: 'pointer',
        label: { formatter: '{b}\n{d}%', color: palette.ink },
        data: rows.map((r, i) => ({ name: names[i] ?? '', value: shownAs(r.totalFen, lang) })),
      },
    ],
  }
  // Beside a ring on a phone there is no room for words: the legend under it holds the shares.
  const narrow = { legend: { formatter: share }, series: [{ radius: ['36%', '60%'], center: ['50%', '34%'], label: { show: false }, labelLine: { show: false } }] }
  return { baseOption: ring, media: [{ query: { maxWidth: 480 }, option: narrow }, { option: { series: [{ radius: ['42%', '68%'], center: ['50%', '44%'], label: { show: true }, labelLine: { show: true } }] } }] }
}

const escape = (s: string) => s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

function FigureTable({ rows, all, byName, name }: { rows: Row[]; all: Table; byName: string; name: (r: Row) => string }) {
  const t = useT(texts)
  const lang = useLanguage()
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={byName}>
      <table className="line-table">
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
              <td className="num right">{amount(r.totalFen, lang)}</td>
              <td className="num right">{amount(r.techFen, lang)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('sum')}</th>
            <td className="num right">{count(all.count, lang)}</td>
            <td className="num right">{amount(all.totalFen, lang)}</td>
            <td className="num right">{amount(all.techFen, lang)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
