import { useQuery } from '@tanstack/react-query'
import { useParams, useSearchParams } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { listingQuery } from '@/lib/api/listings'
import { Notice } from '@/ui/notice'
import { Page, WaitingPage } from '@/ui/page'
import { challengeQuery, hardProblemQuery } from './api'
import { ChallengeForm } from './challenge-form'

const texts = messages({
  new: ['新建榜单', 'New challenge'],
  edit: ['修改榜单', 'Edit the challenge'],
  correct: ['更正榜单', 'Correct the challenge'],
  from: ['内容已从技术需求 {serial}“{title}”带入，请核对。', 'Filled in from demand {serial} “{title}”; please check.'],
  fromList: ['内容已从攻关清单 {serial}“{title}”带入，请核对。', 'Filled in from hard problem {serial} “{title}”; please check.'],
  sub: ['先写清楚要解决什么、怎么算解决；其余可以边谈边补', 'Say what to solve and when it counts as solved; the rest can follow'],
})

export default function ChallengeFormPage() {
  const t = useT(texts)
  const { id } = useParams()
  const [params] = useSearchParams()
  const demand = params.get('demand') ?? undefined
  const problem = params.get('problem') ?? undefined
  const line = useQuery({ ...hardProblemQuery(problem ?? ''), enabled: problem !== undefined })
  const listing = useQuery({ ...listingQuery('demand', demand ?? ''), enabled: demand !== undefined })
  const query = useQuery({ ...challengeQuery(id ?? ''), enabled: id !== undefined })
  if (!id) {
    if (problem && !line.data) return <WaitingPage title={t('new')} query={line} rows={10} />
    if (demand && !listing.data) return <WaitingPage title={t('new')} query={listing} rows={10} />
    return (
      <Page title={t('new')} sub={t('sub')}>
        {listing.data && <Notice type="info" lines={[t('from', { serial: listing.data.serial, title: listing.data.content.title })]} />}
        {line.data && <Notice type="info" lines={[t('fromList', { serial: line.data.serial, title: line.data.title ?? '' })]} />}
        <ChallengeForm problem={line.data} demand={listing.data} none={params.get('from') === 'none'} />
      </Page>
    )
  }
  const c = query.data
  const title = t(c && c.versions.length > 0 ? 'correct' : 'edit')
  if (!c) return <WaitingPage title={title} query={query} rows={10} />
  return (
    <Page title={title} sub={<span className="num">{c.serial}</span>}>
      <ChallengeForm key={c.id} challenge={c} />
    </Page>
  )
}
