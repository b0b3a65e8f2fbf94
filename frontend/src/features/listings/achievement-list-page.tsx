import { ListingListPage } from './listing-list-page'

export default function AchievementListPage() {
  return <ListingListPage key="achievement" kind="achievement" />
}
