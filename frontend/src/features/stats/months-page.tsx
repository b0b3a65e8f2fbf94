import { useQuery } from '@tanstack/react-query'
import { Button, Segmented, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { amount, count, timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useUrlFilters } from '@/lib/url-filters'
import { useOptions, word } from '@/lib/vocabulary'
import { ExportButton } from '@/ui/export-button'
import { Page } from '@/ui/page'
import { ScrollTable } from '@/ui/scroll-table'
import { Loaded } from '@/ui/state-view'
import { ToneTag } from '@/ui/state-tag'
import { StepButtons } from '@/ui/step-buttons'
import { monthQuery, monthSheet, type Month } from './api'

const texts = messages({
  title: ['月度结账', 'Closing of months'],
  sub: [
    '合同按登记证明上的日期计入月份。结账后该月的数字和月报不再变动；以后补录、更正和注销计入当年调整月，调整月也已结账的计入办理当月。',
    'A contract counts in the month of its certificate. A closed month and its sheet never change; what comes later counts in the adjusting month of the year, and after that in the present month.',
  ],
  back: ['回到统计', 'Back to statistics'],
  scope: ['统计口径', 'Scope'],
  month: ['月份', 'Month'],
  count: ['合同数（项）', 'Contracts'],
  total: ['成交额（{unit}）', 'Contract value ({unit})'],
  tech: ['技术交易额（{unit}）', 'Technology value ({unit})'],
  unit: ['万元', 'CNY'],
  state: ['状态', 'State'],
  sheet: ['月报', 'Sheet'],
  closed: ['{by} {at}', '{by}, {at}'],
})

export default function MonthsPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const options = useOptions()
  const [f, set] = useUrlFilters(['scope'] as const)
  const scope = f.scope || 'registered'
  const months = useQuery(monthQuery)
  const of = (m: Month) => m.figures.find((x) => x.scope === scope) ?? { count: 0, totalFen: 0, techFen: 0 }
  const name = (m: Month) => <Link to={`/statistics/rows?scope=${scope}&from=${m.id}&to=${m.id}`}>{say([m.name, m.english])}</Link>
  const state = (m: Month) => (
    <>
      <ToneTag tone={m.state === 'closed' ? 'good' : 'neutral'}>{say(word('monthStates', m.state))}</ToneTag>
      <div className="muted">{m.closedAt ? t('closed', { by: m.closedBy, at: timeOf(m.closedAt) }) : m.waits}</div>
    </>
  )
  const columns: TableColumnsType<Month> = [
    { title: t('month'), key: 'month', render: (_, m) => name(m) },
    { title: t('count'), key: 'count', align: 'right', render: (_, m) => <span className="num">{count(of(m).count, lang)}</span> },
    { title: t('total', { unit: t('unit') }), key: 'total', align: 'right', render: (_, m) => <span className="num nowrap">{amount(of(m).totalFen, lang)}</span> },
    { title: t('tech', { unit: t('unit') }), key: 'tech', align: 'right', render: (_, m) => <span className="num nowrap">{amount(of(m).techFen, lang)}</span> },
    { title: t('state'), key: 'state', render: (_, m) => state(m) },
    {
      title: t('sheet'),
      key: 'sheet',
      render: (_, m) => (
        <div className="row">
          <StepButtons of="months" id={m.id} rev={m.rev} steps={m.steps} confirm={['close']} />
          <ExportButton size="small" file={monthSheet(m.id)} />
          {m.number && <span className="muted num">{m.number}</span>}
        </div>
      ),
    },
  ]
  return (
    <Page
      title={t('title')}
      sub={t('sub')}
      actions={
        <Link to="/statistics">
          <Button tabIndex={-1}>{t('back')}</Button>
        </Link>
      }
    >
      <div className="field">
        <span>{t('scope')}</span>
        <Segmented aria-label={t('scope')} value={scope} onChange={(v) => set({ scope: v === 'registered' ? '' : v })} options={options('statScopes')} />
      </div>
      <Loaded query={months} rows={8}>
        {(list) => <ScrollTable<Month> label={t('title')} stacked rowKey="id" columns={columns} dataSource={list.items} pagination={false} />}
      </Loaded>
    </Page>
  )
}
