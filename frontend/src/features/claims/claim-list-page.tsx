import { Button, Select, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { ago } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { useUrlFilters } from '@/lib/url-filters'
import { word } from '@/lib/vocabulary'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { ToneTag } from '@/ui/state-tag'
import { Empty } from '@/ui/state-view'
import { claimStates, claimTone, verdicts, type Claim } from './types'

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
  const lang = useLanguage()
  const officer = useIs('officer')
  const [f, set] = useUrlFilters(['state', 'unseen'] as const)
  const tag = (c: Claim) => <ToneTag tone={claimTone[c.state] ?? 'neutral'}>{say(word(claimStates, c.state, c.stateName))}</ToneTag>
  const compared = (c: Claim) => `${c.likeness.percent}% · ${say(word(verdicts, c.likeness.verdict))}`
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
        path="/claims"
        query={{ state: f.state, unseen: f.unseen }}
        rowKey={(c) => c.id}
        columns={columns}
        to={(c) => `/claims/${c.id}`}
        card={(c) => (
          <div>
            <span className="title">{c.title}</span>
            <div>{c.orgName ?? c.personName}</div>
            <div className="meta">
              {tag(c)} {compared(c)}
            </div>
          </div>
        )}
        extra={
          <Select
            aria-label={t('state')}
            style={{ minWidth: 160 }}
            value={f.unseen ? 'unseen' : f.state || 'all'}
            onChange={(v) => set({ state: v === 'all' || v === 'unseen' ? '' : v, unseen: v === 'unseen' ? 'true' : '' })}
            options={[
              { value: 'all', label: t('all') },
              ...(officer ? [] : [{ value: 'unseen', label: t('unseen') }]),
              ...Object.entries(claimStates).map(([value, x]) => ({ value, label: say(x) })),
            ]}
          />
        }
        empty={
          <Empty title={t('empty')} actions={(f.state || f.unseen) && <Button onClick={() => set({ state: '', unseen: '' })}>{t('clear')}</Button>}>
            {!officer && t('emptyText')}
          </Empty>
        }
      />
    </Page>
  )
}
