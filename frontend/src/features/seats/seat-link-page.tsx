import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { messages, useT } from '@/lib/i18n/language'
import { WaitingPage } from '@/ui/page'
import { byLink, deskByLink } from './api'
import { LinkFrame } from './link-frame'
import { SeatDesk } from './seat-desk'

const texts = messages({ title: ['专家评审', 'Review'] })

/** The seat of an expert without an account. Opening the link changes nothing; he acts by the buttons of the page. */
export default function SeatLinkPage() {
  const t = useT(texts)
  return <LinkFrame title={t('title')}>{(token) => <ByLink key={token} token={token} />}</LinkFrame>
}

function ByLink({ token }: { token: string }) {
  const t = useT(texts)
  const door = useMemo(() => byLink(token), [token])
  const query = useQuery(deskByLink(door))
  if (!query.data) return <WaitingPage title={t('title')} query={query} rows={8} />
  return <SeatDesk desk={query.data} door={door} />
}
