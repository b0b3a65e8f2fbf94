import { Segmented, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { pathOf, type Kind, type Listing } from '@/lib/api/listings'
import { ago } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { useIndustryName } from '@/lib/reference'
import { useUrlFilters } from '@/lib/url-filters'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { Empty } from '@/ui/state-view'
import { ListingStateTag } from '@/ui/state-tag'
import { ListingCard, OwnerName } from '@/ui/listing-summary'
import { listingTexts } from '@/lib/listing-texts'
import { reviewList } from './api'

const texts = messages({
  title: ['审核发布', 'Review'],
  sub: ['通过后公开并开始匹配；退回须写明理由。等得最久的排在前面。', 'Publishing makes it public and starts matching; a return needs a reason. The longest waiting stand first.'],
  kind: ['类别', 'Kind'],
  waiting: ['等待', 'Waiting'],
  check: ['审核', 'Review'],
  empty: ['没有待审核的内容', 'Nothing waits for review'],
  emptyText: ['企业和院所提交后会出现在这里；也可以用 Excel 征集表批量导入。', 'What firms and institutes submit appears here; you can also import an Excel form.'],
  import: ['批量导入', 'Import'],
  other: ['看{kind}', 'See {kind}'],
})

export default function ReviewPage() {
  const t = useT(texts)
  const w = useT(listingTexts)
  const lang = useLanguage()
  const industry = useIndustryName()
  const [f, set] = useUrlFilters(['kind'] as const)
  const kind: Kind = f.kind === 'achievement' ? 'achievement' : 'demand'
  const other: Kind = kind === 'demand' ? 'achievement' : 'demand'
  const to = (l: Listing) => `${pathOf(kind)}/${l.id}?review=1`
  const shown = (l: Listing) => l.draft ?? l.content
  const columns: TableColumnsType<Listing> = [
    {
      title: w('title'),
      render: (_, l) => (
        <div>
          <Link className="listing-title" to={to(l)}>
            {shown(l).title}
          </Link>
          <div className="muted num">{l.serial}</div>
        </div>
      ),
    },
    { title: w('owner'), render: (_, l) => <OwnerName listing={l} /> },
    { title: w('industry'), render: (_, l) => industry(shown(l).industry, true) },
    { title: w('state'), render: (_, l) => <ListingStateTag state={l.state} /> },
    { title: t('waiting'), render: (_, l) => <span className="nowrap">{ago(l.updatedAt, lang)}</span> },
    { title: <span className="visually-hidden">{t('check')}</span>, render: (_, l) => <Link to={to(l)}>{t('check')}</Link> },
  ]
  return (
    <Page title={t('title')} sub={t('sub')}>
      <div className="row">
        <Segmented
          aria-label={t('kind')}
          value={kind}
          onChange={(v) => set({ kind: v })}
          options={[
            { value: 'demand', label: w('demand') },
            { value: 'achievement', label: w('achievement') },
          ]}
        />
      </div>
      <ResourceList<Listing>
        key={kind}
        caption={t('title')}
        list={reviewList(kind)}
        rowKey={(l) => l.id}
        columns={columns}
        to={to}
        card={(l) => <ListingCard listing={l} withState />}
        empty={
          <Empty
            title={t('empty')}
            actions={
              <>
                <Link to={`/review?kind=${other}`}>{t('other', { kind: w(other) })}</Link>
                <Link to="/imports">{t('import')}</Link>
              </>
            }
          >
            {t('emptyText')}
          </Empty>
        }
      />
    </Page>
  )
}
