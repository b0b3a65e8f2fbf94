import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import type { Kind } from '@/lib/api/listings'
import { useT } from '@/lib/i18n/language'
import { Page } from '@/ui/page'
import { Loaded } from '@/ui/state-view'
import { editedQuery } from './api'
import { formTexts } from './form-texts'
import { ListingForm } from './listing-form'
import './listing-form.css'

/** New or existing: the draft of a listing. */
export function ListingFormPage({ kind }: { kind: Kind }) {
  const t = useT(formTexts)
  const { id } = useParams()
  const demand = kind === 'demand'
  const query = useQuery({ ...editedQuery(kind, id ?? ''), enabled: id !== undefined })
  const title = t(id ? (demand ? 'editDemand' : 'editAchievement') : demand ? 'newDemand' : 'newAchievement')
  return (
    <Page title={title} sub={t('sub')}>
      {id === undefined ? <ListingForm kind={kind} saved={null} /> : <Loaded query={query}>{(l) => <ListingForm key={l.id} kind={kind} saved={l} />}</Loaded>}
    </Page>
  )
}
