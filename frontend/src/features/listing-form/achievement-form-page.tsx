import { ListingFormPage } from './listing-form-page'

export default function AchievementFormPage() {
  return <ListingFormPage key="achievement" kind="achievement" />
}
