import { Link } from 'react-router'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { Page } from '@/ui/page'
import { ResourceList, type Column } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { Empty } from '@/ui/state-view'
import { FittingPanel } from './able-panel'
import { bidList, type Bid } from './api'
import { Deadline } from './deadline'
import { BidTag } from './state-tags'

const texts = messages({
  title: ['我的揭榜', 'My bids'],
  sub: ['本单位牵头或参与的揭榜，不论在哪个县', 'What your unit leads or takes part in, in whatever county'],
  what: ['榜单', 'Challenge'],
  asker: ['发榜方', 'Asker'],
  state: ['状态', 'State'],
  due: ['截止', 'Closes'],
  moved: ['最近变动', 'Last change'],
  empty: ['还没有揭榜', 'No bids yet'],
  emptyText: ['在榜单页面点“我有意揭榜”。', 'Press “I am interested” on a challenge.'],
  look: ['看榜单', 'See the challenges'],
})

export default function BidListPage() {
  const t = useT(texts)
  const lang = useLanguage()
  const columns: Column<Bid>[] = [
    { title: t('what'), key: 'what', render: (_, b) => <Link to={`/bids/${b.id}`}>{b.challenge.title}</Link> },
    { title: t('asker'), key: 'asker', render: (_, b) => b.challenge.asker },
    { title: t('state'), key: 'state', render: (_, b) => <BidTag state={b.state} name={b.stateName} /> },
    { title: t('due'), key: 'due', render: (_, b) => <Deadline challenge={b.challenge} day={dayOf(b)} short /> },
    { title: t('moved'), key: 'moved', render: (_, b) => <span className="nowrap">{timeOf(b.updatedAt, lang)}</span> },
  ]
  return (
    <Page title={t('title')} sub={t('sub')}>
      <FittingPanel />
      <ResourceList<Bid>
        caption={t('title')}
        list={bidList()}
        rowKey={(b) => b.id}
        columns={columns}
        to={(b) => `/bids/${b.id}`}
        card={(b) => (
          <RowCard title={b.challenge.title} tag={<BidTag state={b.state} name={b.stateName} />} meta={[b.challenge.asker]}>
            <Deadline challenge={b.challenge} day={dayOf(b)} short />
          </RowCard>
        )}
        empty={
          <Empty title={t('empty')} actions={<Link to="/challenges">{t('look')}</Link>}>
            {t('emptyText')}
          </Empty>
        }
      />
    </Page>
  )
}

/** The civil day of the deadline: its end is the instant. */
export const dayOf = (b: Bid): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(b.challenge.deadlineAt - 1)
