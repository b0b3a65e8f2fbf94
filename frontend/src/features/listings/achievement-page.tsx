import { ListingPage } from './listing-page'

export default function AchievementPage() {
  return <ListingPage key="achievement" kind="achievement" />
}
