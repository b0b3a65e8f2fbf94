import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { get } from '@/lib/api/client'
import { useT } from '@/lib/i18n/language'
import { Page } from '@/ui/page'
import { Loaded } from '@/ui/state-view'
import { formTexts } from './form-texts'
import { ListingForm } from './listing-form'
import { pathOf, type Kind, type Listing } from './types'
import './listings.css'

/** New or existing: the draft of a listing. */
export function ListingFormPage({ kind }: { kind: Kind }) {
  const t = useT(formTexts)
  const { id } = useParams()
  const demand = kind === 'demand'
  const query = useQuery({
    queryKey: ['listing-edit', kind, id],
    queryFn: ({ signal }) => get<Listing>(`${pathOf(kind)}/${id ?? ''}`, undefined, signal),
    enabled: id !== undefined,
    // What is being edited must not change under the hands; a stale save is told by the server.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const title = t(id ? (demand ? 'editDemand' : 'editAchievement') : demand ? 'newDemand' : 'newAchievement')
  return (
    <Page title={title} sub={t('sub')}>
      {id === undefined ? <ListingForm kind={kind} saved={null} /> : <Loaded query={query}>{(l) => <ListingForm key={l.id} kind={kind} saved={l} />}</Loaded>}
    </Page>
  )
}
