import { EditOutlined, FlagOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { Suspense, use, useState } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { listingQuery, nounOf, pathOf, type Kind } from '@/lib/api/listings'
import { ListingParts } from '@/lib/feature'
import { messages, useT } from '@/lib/i18n/language'
import { useMarket, useMarkets } from '@/lib/market'
import { useIs, useMe } from '@/lib/session'
import { History } from '@/ui/history'
import { Notice } from '@/ui/notice'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { RecordFiles } from '@/ui/record-files'
import { Loading } from '@/ui/state-view'
import { ListingStateTag, ToneTag } from '@/ui/state-tag'
import { StepButtons } from '@/ui/step-buttons'
import { AbroadNotice } from './abroad-notice'
import { PersonalNotice } from './personal-notice'
import { ClaimButton } from './claim-button'
import { ContentView } from './content-view'
import { ListingFacts } from './listing-facts'
import { HeldNotice } from './held-notice'
import { Looks } from './looks'
import { listingTexts } from '@/lib/listing-texts'
import './listings.css'

const texts = messages({
  edit: ['编辑', 'Edit'],
  challenge: ['张榜求解', 'Put out as a challenge'],
  history: ['历史', 'History'],
  returned: ['主管部门退回：{why}', 'Returned by the bureau: {why}'],
  shownDraft: ['编辑中的内容', 'Draft'],
  shownPublished: ['已发布的内容', 'Published'],
  which: ['查看', 'Show'],
  lead: ['公开线索：来自公开来源，未经单位确认，暂不能对接。贵单位如是本条的主人，登录后可以认领。', 'Public lead: from a public source and not confirmed. It takes no deal until its organisation claims it.'],
  back: ['返回审核列表', 'Back to the queue'],
})

export function ListingPage({ kind }: { kind: Kind }) {
  const t = useT(texts)
  const w = useT(listingTexts)
  const { id = '' } = useParams()
  const me = useMe()
  const asker = useIs('enterprise', 'department')
  const officer = useIs('officer')
  const parts = use(ListingParts)
  const market = useMarket()
  const markets = useMarkets().data ?? []
  const go = useNavigate()
  const [params] = useSearchParams()
  const reviewing = params.get('review') === '1'
  const [side, setSide] = useState<'draft' | 'published' | null>(null)
  const query = useQuery({ ...listingQuery(kind, id, me ? undefined : market?.id), enabled: market !== undefined })
  const l = query.data
  if (!l) return <WaitingPage title={w(kind)} query={query} rows={8} />
  const abroad = me !== null && me !== undefined && l.market !== me.market?.id
  const isPublished = l.state === 'open' || l.state === 'changing'
  const both = Boolean(l.draft) && isPublished
  const shown = l.draft && (side ?? (reviewing || !isPublished ? 'draft' : 'published')) === 'draft' ? l.draft : l.content
  const steps = l.steps
  const canEdit = !abroad && (l.mine || me?.membership?.role === 'officer') && ['draft', 'open'].includes(l.state) && !l.lead
  return (
    <Page
      title={shown.title}
      sub={
        <span className="row">
          <span>{w(kind)}</span>
          <span className="num">{l.serial}</span>
          <ListingStateTag state={l.state} />
          {l.lead && <ToneTag tone="wait">{w('lead')}</ToneTag>}
        </span>
      }
      actions={
        <>
          {reviewing && (
            <Link to={`/review?kind=${kind}`}>
              <Button>{t('back')}</Button>
            </Link>
          )}
          {canEdit && (
            <Link to={`${pathOf(kind)}/${id}/edit`}>
              <Button icon={<EditOutlined />}>{t('edit')}</Button>
            </Link>
          )}
          {kind === 'demand' && isPublished && !abroad && !l.lead && ((asker && l.mine) || officer) && (
            <Link to={`/challenges/new?demand=${id}`}>
              <Button icon={<FlagOutlined />}>{t('challenge')}</Button>
            </Link>
          )}
          {l.lead && isPublished && !abroad && <ClaimButton listing={l} kind={kind} />}
          <StepButtons
            of={nounOf(kind)}
            id={id}
            rev={l.rev}
            steps={steps}
            primary={['submit', 'publish']}
            confirm={['recall', 'reopen']}
            skip={l.mine ? [] : ['recall']}
            onDone={(step) => {
              if (reviewing && (step === 'publish' || step === 'return')) void go(`/review?kind=${kind}`)
            }}
          />
        </>
      }
    >
      {abroad && <AbroadNotice name={markets.find((m) => m.id === l.market)?.name ?? ''} />}
      {l.returnedFor && <Notice type="warning" lines={[t('returned', { why: l.returnedFor })]} />}
      {l.lead && <Notice type="info" lines={[t('lead')]} />}
      <PersonalNotice listing={l} />
      <HeldNotice listing={l} />
      {both && (
        <div className="row">
          <Segmented
            aria-label={t('which')}
            value={shown === l.draft ? 'draft' : 'published'}
            onChange={setSide}
            options={[
              { value: 'draft', label: t('shownDraft') },
              { value: 'published', label: t('shownPublished') },
            ]}
          />
        </div>
      )}
      <div className="with-side detail-grid">
        <div className="stack">
          <ContentView kind={kind} content={shown} />
        </div>
        <aside className="detail-side">
          <ListingFacts listing={l} content={shown} />
          {!abroad && <Looks listing={l} />}
          <RecordFiles of={{ kind, record: id, market: l.market }} expected={l.mine} />
        </aside>
      </div>
      {isPublished &&
        !abroad &&
        parts.map((Part, i) => (
          <Suspense key={i} fallback={<Loading rows={5} />}>
            <Part listing={l} />
          </Suspense>
        ))}
      {me && !abroad && (l.mine || ['officer', 'admin', 'broker'].includes(me.membership?.role ?? '')) && (
        <Panel title={t('history')}>
          <History of={nounOf(kind)} id={id} names={{ states: 'listingStates', steps: 'listingSteps', plain: ['import', 'import-undo'] }} />
        </Panel>
      )}
    </Page>
  )
}
