import { ListingFormPage } from './listing-form-page'

export default function DemandFormPage() {
  return <ListingFormPage key="demand" kind="demand" />
}
