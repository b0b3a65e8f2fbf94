import { ListingPage } from './listing-page'

export default function DemandPage() {
  return <ListingPage key="demand" kind="demand" />
}
