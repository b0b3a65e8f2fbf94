import { useSay } from '@/lib/i18n/language'
import { useReference } from '@/lib/reference'
import { known, useOptions, type List } from '@/lib/vocabulary'
import type { Tone } from '@/ui/state-tag'

/** Words of the server in the language of the page; nothing for a code that it does not know. */
export function useTerms() {
  const { data } = useReference()
  const say = useSay()
  const options = useOptions()
  return {
    name: (of: List, code: string | undefined) => say(known(of, code ?? '') ?? ['', '']),
    options: (of: List) => options(of),
    pledge: () => (data ? say([data.bidPledge.name, data.bidPledge.english]) : ''),
  }
}

export const challengeTone: Record<string, Tone> = {
  vetting: 'wait', returned: 'bad', listing: 'wait', posted: 'good', closed: 'teal', reviewing: 'wait', arguing: 'wait', announcing: 'wait', ratifying: 'wait',
  agreeing: 'wait', running: 'teal', accepted: 'good', notPassed: 'neutral', terminated: 'neutral', cancelled: 'neutral',
}

export const bidTone: Record<string, Tone> = {
  interest: 'wait', submitted: 'teal', eligible: 'teal', refused: 'bad', chosen: 'wait', won: 'good', notChosen: 'neutral', withdrawn: 'neutral',
}
