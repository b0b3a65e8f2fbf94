import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useParams } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { WaitingPage } from '@/ui/page'
import { byAccount, deskQuery } from './api'
import { SeatDesk } from './seat-desk'

const texts = messages({ title: ['专家评审', 'Review'] })

/** The seat of an expert who has an account. */
export default function SeatPage() {
  const t = useT(texts)
  const { id = '' } = useParams()
  const door = useMemo(() => byAccount(id), [id])
  const query = useQuery(deskQuery(door))
  if (!query.data) return <WaitingPage title={t('title')} query={query} rows={8} />
  return <SeatDesk key={id} desk={query.data} door={door} />
}
