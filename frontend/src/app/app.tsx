import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect } from 'react'
import { RouterProvider } from 'react-router'
import { useElder } from '@/lib/elder'
import { ListingParts } from '@/lib/feature'
import { useLanguage } from '@/lib/i18n/language'
import { queryClient } from '@/lib/query'
import { dress } from './dress'
import { listingParts } from './features'
import { router } from './router'

export function App() {
  const lang = useLanguage()
  const elder = useElder()
  useEffect(() => dress(lang, elder), [lang, elder])
  return (
    <QueryClientProvider client={queryClient}>
      <ListingParts value={listingParts}>
        <RouterProvider router={router} />
      </ListingParts>
    </QueryClientProvider>
  )
}
