import type { TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { ago } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { useListFilters } from '@/lib/url-filters'
import { useOptions, word } from '@/lib/vocabulary'
import { FilterBar } from '@/ui/filter-bar'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { ToneTag } from '@/ui/state-tag'
import { Empty } from '@/ui/state-view'
import { claimList, type Claim } from './api'
import { claimTone } from './states'

const texts = messages({
  title: ['认领申请', 'Claims'],
  office: ['单位申请认领公开线索，比对名称和依据后决定', 'Units claim public leads; compare names and proof, then decide'],
  own: ['本单位申请认领的公开线索', 'Public leads your unit has claimed'],
  state: ['状态', 'State'],
  all: ['全部状态', 'All states'],
  unseen: ['有新结果的', 'With a new result'],
  lead: ['公开线索', 'Public lead'],
  unit: ['申请单位', 'Claimed by'],
  likeness: ['名称比对', 'Names'],
  asked: ['申请', 'Asked'],
  empty: ['没有认领申请', 'No claims'],
  emptyText: ['在公开线索的页面点“申请认领”。', 'Press “Claim it” on a public lead.'],
  clear: ['看全部', 'Show all'],
})

export default function ClaimListPage() {
  const t = useT(texts)
  const say = useSay()
  const options = useOptions()
  const lang = useLanguage()
  const officer = useIs('officer')
  const filters = useListFilters('state', 'unseen')
  const tag = (c: Claim) => <ToneTag tone={claimTone[c.state] ?? 'neutral'}>{say(word('claimStates', c.state))}</ToneTag>
  const compared = (c: Claim) => `${c.likeness.percent}% · ${say(word('claimVerdicts', c.likeness.verdict))}`
  const columns: TableColumnsType<Claim> = [
    { title: t('lead'), key: 'lead', render: (_, c) => <Link to={`/claims/${c.id}`}>{c.title}</Link> },
    { title: t('unit'), key: 'unit', render: (_, c) => c.orgName ?? c.personName },
    { title: t('likeness'), key: 'likeness', render: (_, c) => compared(c) },
    { title: t('state'), key: 'state', render: (_, c) => tag(c) },
    { title: t('asked'), key: 'asked', render: (_, c) => <span className="nowrap">{ago(c.createdAt, lang)}</span> },
  ]
  return (
    <Page title={t('title')} sub={t(officer ? 'office' : 'own')}>
      <ResourceList<Claim>
        caption={t('title')}
        list={claimList(filters.values)}
        rowKey={(c) => c.id}
        columns={columns}
        to={(c) => `/claims/${c.id}`}
        card={(c) => (
          <RowCard title={c.title} meta={[tag(c), compared(c)]}>
            <div>{c.orgName ?? c.personName}</div>
          </RowCard>
        )}
        extra={
          <FilterBar
            plain
            filters={filters}
            fields={[
              {
                name: 'state',
                label: t('state'),
                options: [
                  { value: '', label: t('all'), sets: { state: '', unseen: '' } },
                  ...(officer ? [] : [{ value: 'unseen', label: t('unseen'), sets: { state: '', unseen: 'true' } }]),
                  ...options('claimStates').map((o) => ({ ...o, sets: { state: o.value, unseen: '' } })),
                ],
              },
            ]}
          />
        }
        narrowed={{ filters, none: t('empty'), clear: t('clear') }}
        empty={<Empty title={t('empty')}>{!officer && t('emptyText')}</Empty>}
      />
    </Page>
  )
}
