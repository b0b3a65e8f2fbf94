import { Link } from 'react-router'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Page } from '@/ui/page'
import { ResourceList, type Column } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { ToneTag } from '@/ui/state-tag'
import { Empty } from '@/ui/state-view'
import { seatList, type Desk } from './api'
import { seatTone } from './states'

const texts = messages({
  title: ['专家评审', 'Reviews'],
  sub: ['请您评审的榜单；别人的评分不显示', 'Challenges you are asked to review; what others say is not shown'],
  what: ['榜单', 'Challenge'],
  asker: ['发榜方', 'Asker'],
  state: ['状态', 'State'],
  progress: ['已评 / 待评', 'Done / left'],
  count: ['已评 {done} 份，还有 {left} 份', '{done} done, {left} left'],
  due: ['评分截止', 'Scores until'],
  until: ['{day} 24:00 截止', 'until 24:00 of {day}'],
  empty: ['现在没有请您评审的榜单', 'No review waits for you'],
})

export default function SeatListPage() {
  const t = useT(texts)
  const say = useSay()
  const tag = (d: Desk) => <ToneTag tone={seatTone[d.seat.state] ?? 'neutral'}>{say(word('seatStates', d.seat.state, d.seat.stateName))}</ToneTag>
  const columns: Column<Desk>[] = [
    {
      title: t('what'),
      key: 'what',
      render: (_, d) => (
        <>
          <Link to={`/reviews/${d.seat.id}`}>{d.title}</Link> <span className="num muted">{d.serial}</span>
        </>
      ),
    },
    { title: t('asker'), key: 'asker', render: (_, d) => d.asker },
    { title: t('state'), key: 'state', render: (_, d) => tag(d) },
    { title: t('progress'), key: 'progress', render: (_, d) => <span className="nowrap num">{`${d.seat.done} / ${d.seat.left}`}</span> },
    { title: t('due'), key: 'due', has: (d) => Boolean(d.due), render: (_, d) => d.due && <span className="nowrap">{t('until', { day: d.due })}</span> },
  ]
  return (
    <Page title={t('title')} sub={t('sub')}>
      <ResourceList<Desk>
        caption={t('title')}
        list={seatList()}
        rowKey={(d) => d.seat.id}
        columns={columns}
        to={(d) => `/reviews/${d.seat.id}`}
        card={(d) => <RowCard title={d.title} tag={tag(d)} meta={[d.asker, t('count', { done: d.seat.done, left: d.seat.left }), d.due && t('until', { day: d.due })]} />}
        empty={<Empty picture="done" title={t('empty')} />}
      />
    </Page>
  )
}
