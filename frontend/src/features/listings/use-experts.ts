import { useQuery } from '@tanstack/react-query'
import { get } from '@/lib/api/client'
import type { Page, Schemas } from '@/lib/api/wire'

/** Whom to ask about a demand; read once for the panel and for the button that leads to it. */
export const useExperts = (demand: string, enabled = true) =>
  useQuery({ queryKey: ['experts', demand], queryFn: ({ signal }) => get<Page<Schemas['ExpertView']>>(`/demands/${demand}/experts`, undefined, signal), enabled })
