import type { TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { dateOf } from '@/lib/format'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useUrlFilters } from '@/lib/url-filters'
import { word } from '@/lib/vocabulary'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { ToneTag, type Tone } from '@/ui/state-tag'
import { Empty } from '@/ui/state-view'
import { creditList, type Credit } from './api'

const texts = messages({
  title: ['居间记录', 'Introductions'],
  sub: ['合同双方对引荐的答复；平台只作记录，不裁定报酬', 'What parties of contracts say to introductions; Kebang awards no money'],
  contract: ['合同', 'Contract'],
  broker: ['技术经理人', 'Broker'],
  at: ['引荐日期', 'Introduced'],
  state: ['答复', 'Answer'],
  reason: ['理由', 'Reason'],
  empty: ['没有居间记录', 'Nothing recorded'],
  emptyText: ['技术经理人引荐过的两家单位签订合同时，这里出现待双方答复的引荐。', 'An introduction appears here when two units that a broker introduced enter a contract; both sides then answer it.'],
})

const tones: Record<string, Tone> = { offered: 'wait', taken: 'good', contested: 'bad', unrelated: 'neutral', refused: 'neutral' }

export default function CreditListPage() {
  const t = useT(texts)
  const say = useSay()
  const [f] = useUrlFilters(['contested', 'open'] as const)
  const why = (c: Credit) => [c.seller?.reason, c.buyer?.reason].filter(Boolean).join('；')
  const answer = (c: Credit) => <ToneTag tone={tones[c.state] ?? 'neutral'}>{say(word('creditStates', c.state))}</ToneTag>
  const columns: TableColumnsType<Credit> = [
    { title: t('contract'), key: 'contract', render: (_, c) => <Link to={`/contracts/${c.contract}`}>{c.contractSerial}</Link> },
    { title: t('broker'), key: 'broker', render: (_, c) => [c.name, c.orgName].filter(Boolean).join(' · ') },
    { title: t('at'), key: 'at', render: (_, c) => dateOf(c.introducedAt) },
    { title: t('state'), key: 'state', render: (_, c) => answer(c) },
    { title: t('reason'), key: 'reason', render: (_, c) => why(c) || '—' },
  ]
  return (
    <Page title={t('title')} sub={t('sub')}>
      <ResourceList<Credit>
        caption={t('title')}
        list={creditList(f)}
        rowKey={(c) => c.id}
        columns={columns}
        to={(c) => `/contracts/${c.contract}`}
        card={(c) => (
          <RowCard title={c.contractSerial} tag={answer(c)} meta={[`${t('at')} ${dateOf(c.introducedAt)}`, why(c)]}>
            <div>{[c.name, c.orgName].filter(Boolean).join(' · ')}</div>
          </RowCard>
        )}
        empty={<Empty title={t('empty')}>{t('emptyText')}</Empty>}
      />
    </Page>
  )
}
