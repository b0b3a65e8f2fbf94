// The server writes these into the page (api/pages), so that the first paint needs no answer. They are the markets, the
// names of industries, the enumerations, and the market of the record in the address. Empty where Vite serves the page.
import type { Market, Schemas } from '@/lib/api/wire'
import type { Industry } from '@/lib/reference'

interface Boot {
  markets?: Market[]
  industries?: Industry[]
  words?: Omit<Schemas['Reference'], 'industries' | 'ruleSets'>
  market?: string
}

function read(): Boot {
  try {
    return JSON.parse(document.getElementById('boot')?.textContent ?? '{}') as Boot
  } catch {
    return {}
  }
}

export const boot: Boot = typeof document === 'undefined' ? {} : read()
