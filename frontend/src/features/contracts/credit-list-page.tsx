import type { TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { dateOf } from '@/lib/format'
import { messages, useT } from '@/lib/i18n/language'
import { useUrlFilters } from '@/lib/url-filters'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { ToneTag, type Tone } from '@/ui/state-tag'
import { Empty } from '@/ui/state-view'
import type { Credit } from './credit-panel'

const texts = messages({
  title: ['居间记录', 'Introductions'],
  sub: ['合同双方对引荐的答复；平台只作记录，不裁定报酬', 'What parties of contracts say to introductions; Kebang awards no money'],
  contract: ['合同', 'Contract'],
  broker: ['技术经理人', 'Broker'],
  at: ['引荐日期', 'Introduced'],
  state: ['答复', 'Answer'],
  reason: ['理由', 'Reason'],
  offered: ['待答复', 'Not answered'],
  taken: ['认可', 'Taken'],
  contested: ['有异议', 'Contested'],
  unrelated: ['与合同无关', 'Unrelated'],
  refused: ['不予记录', 'Not recorded'],
  empty: ['没有居间记录', 'Nothing recorded'],
  emptyText: ['技术经理人引荐过的两家单位签订合同时，这里出现待双方答复的引荐。', 'An introduction appears here when two units that a broker introduced enter a contract; both sides then answer it.'],
})

const tones: Record<Credit['state'], Tone> = { offered: 'wait', taken: 'good', contested: 'bad', unrelated: 'neutral', refused: 'neutral' }

export default function CreditListPage() {
  const t = useT(texts)
  const [f] = useUrlFilters(['contested', 'open'] as const)
  const why = (c: Credit) => [c.seller?.reason, c.buyer?.reason].filter(Boolean).join('；')
  const answer = (c: Credit) => <ToneTag tone={tones[c.state]}>{t(c.state)}</ToneTag>
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
        path="/credits"
        query={{ contested: f.contested, open: f.open }}
        rowKey={(c) => c.id}
        columns={columns}
        to={(c) => `/contracts/${c.contract}`}
        card={(c) => (
          <>
            <div className="row between">
              <span className="title">{c.contractSerial}</span>
              {answer(c)}
            </div>
            <div>{[c.name, c.orgName].filter(Boolean).join(' · ')}</div>
            <div className="meta">
              <span>
                {t('at')} {dateOf(c.introducedAt)}
              </span>
              {why(c) && <span>{why(c)}</span>}
            </div>
          </>
        )}
        empty={<Empty title={t('empty')}>{t('emptyText')}</Empty>}
      />
    </Page>
  )
}
