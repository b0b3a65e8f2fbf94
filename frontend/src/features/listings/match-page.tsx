import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { get } from '@/lib/api/client'
import { messages, useT } from '@/lib/i18n/language'
import { Page } from '@/ui/page'
import { Loaded } from '@/ui/state-view'
import { MatchCard } from './match-card'
import type { Match } from './match-types'

const texts = messages({ title: ['匹配与理由', 'Match and reasons'] })

export default function MatchPage() {
  const t = useT(texts)
  const { id = '' } = useParams()
  const query = useQuery({ queryKey: ['match', id], queryFn: ({ signal }) => get<Match>(`/matches/${id}`, undefined, signal) })
  return (
    <Page title={t('title')}>
      <Loaded query={query}>{(m) => <MatchCard match={m} seenFrom="both" open />}</Loaded>
    </Page>
  )
}
