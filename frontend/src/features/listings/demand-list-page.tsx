import { ListingListPage } from './listing-list-page'

export default function DemandListPage() {
  return <ListingListPage key="demand" kind="demand" />
}
