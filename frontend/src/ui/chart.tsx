import { BarChart, GaugeChart, LineChart, PieChart, SankeyChart, TreemapChart } from 'echarts/charts'
import { AriaComponent, DatasetComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import type { EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useElder } from '@/lib/elder'
import { palette, sans } from './theme'

echarts.use([
  BarChart, LineChart, PieChart, GaugeChart, SankeyChart, TreemapChart,
  GridComponent, TooltipComponent, LegendComponent, DatasetComponent, MarkLineComponent, AriaComponent, SVGRenderer,
])

interface Props {
  option: EChartsCoreOption
  height?: number
  /** What the picture shows, in a sentence, for those who cannot see it; give the numbers in a table too. */
  label: string
  /** Called with the data item that was pressed. */
  onPick?: (item: { name: string; seriesName?: string; dataIndex: number; data: unknown }) => void
}

/** The colours of the pages. The words follow the type size of the page; ECharts takes one size for each kind of word. */
const dressed = (fontSize: number) => ({
  color: [...palette.series],
  textStyle: { fontFamily: sans, color: palette.ink, fontSize },
  legend: { textStyle: { fontSize } },
  tooltip: { textStyle: { fontSize: fontSize + 2 } },
  categoryAxis: { axisLabel: { fontSize } },
  valueAxis: { axisLabel: { fontSize }, nameTextStyle: { fontSize } },
  pie: { label: { fontSize } },
})

/** An ECharts picture in the colours of the pages. */
export function Chart({ option, height = 300, label, onPick }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<echarts.ECharts | null>(null)
  const pick = useRef(onPick)
  const elder = useElder()
  useEffect(() => {
    pick.current = onPick
  })
  useEffect(() => {
    if (!box.current) return
    const c = echarts.init(box.current, dressed(elder ? 15 : 12), { renderer: 'svg' })
    chart.current = c
    c.on('click', (p) => pick.current?.(p as never))
    const watch = new ResizeObserver(() => c.resize())
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      c.dispose()
      chart.current = null
    }
  }, [elder])
  useEffect(() => {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    chart.current?.setOption(
      { animation: !still, animationDuration: 400, ...option },
      { notMerge: true },
    )
  }, [option, elder])
  return <div ref={box} role="img" aria-label={label} style={{ width: '100%', height }} />
}
