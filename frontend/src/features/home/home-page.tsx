import { useMarket } from '@/lib/market'
import { Page } from '@/ui/page'

export default function HomePage() {
  const market = useMarket()
  return <Page title={market?.name ?? '科榜'}>{null}</Page>
}
