import { Link } from 'react-router'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useListFilters } from '@/lib/url-filters'
import { useOptions, word } from '@/lib/vocabulary'
import { FilterBar } from '@/ui/filter-bar'
import { Page } from '@/ui/page'
import { ResourceList, type Column } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { ToneTag } from '@/ui/state-tag'
import { Empty } from '@/ui/state-view'
import { decisionList, type Decision } from './api'
import { decisionTone } from './states'

const texts = messages({
  title: ['审定', 'Decisions'],
  sub: ['由会议、县政府或专家组作出的决定；不登录的，由经办人照文件录入结果', 'Decisions of meetings, the county government and panels; results are entered from their papers'],
  state: ['状态', 'State'],
  all: ['全部状态', 'All states'],
  what: ['事项', 'Matter'],
  body: ['由谁决定', 'Who decides'],
  asked: ['提请', 'Asked'],
  none: ['没有符合条件的审定', 'No decision fits'],
  empty: ['没有待审定的事项', 'Nothing to decide'],
})

export default function DecisionListPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const options = useOptions()
  const filters = useListFilters('state')
  const tag = (d: Decision) => <ToneTag tone={decisionTone[d.state] ?? 'neutral'}>{say(word('decisionStates', d.state))}</ToneTag>
  const columns: Column<Decision>[] = [
    { title: t('what'), key: 'what', render: (_, d) => <Link to={`/decisions/${d.id}`}>{d.title}</Link> },
    { title: t('body'), key: 'body', render: (_, d) => d.body },
    { title: t('asked'), key: 'asked', render: (_, d) => <span className="nowrap">{timeOf(d.createdAt, lang)}</span> },
    { title: t('state'), key: 'state', render: (_, d) => tag(d) },
  ]
  return (
    <Page title={t('title')} sub={t('sub')}>
      <FilterBar filters={filters} fields={[{ name: 'state', label: t('state'), options: [{ value: '', label: t('all') }, ...options('decisionStates')] }]} />
      <ResourceList<Decision>
        caption={t('title')}
        list={decisionList(filters.values)}
        rowKey={(d) => d.id}
        columns={columns}
        to={(d) => `/decisions/${d.id}`}
        card={(d) => <RowCard title={d.title} tag={tag(d)} meta={[d.body, timeOf(d.createdAt, lang)]} />}
        narrowed={{ filters, none: t('none') }}
        empty={<Empty title={t('empty')} />}
      />
    </Page>
  )
}
