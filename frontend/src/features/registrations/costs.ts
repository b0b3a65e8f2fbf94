import { useQuery } from '@tanstack/react-query'
import { amountsQuery, type ContractContent, type Deduction, type Royalty } from '@/lib/api/contracts'
import { useSettled } from '@/lib/settled'

const amount = (v: unknown) => (typeof v === 'number' && !Number.isNaN(v) ? v : 0)

/** Lines as the API wants them; empty ones are left out. */
export const linesOf = (v: Deduction[] | null | undefined): Deduction[] =>
  (v ?? [])
    .filter((d) => d && (d.costFen || d.kind))
    .map((d) => ({ kind: d.kind ?? 'other', costFen: amount(d.costFen), allowedFen: amount(d.allowedFen), ...(d.note ? { note: d.note } : {}) }))

/** What the server's rule makes of the amounts while one types. */
export const useComputed = (totalFen: number | null | undefined, deductions: Deduction[] | null | undefined, payment?: ContractContent['payment'], royalty?: Royalty) =>
  useQuery(amountsQuery(useSettled({ totalFen: amount(totalFen), deductions: linesOf(deductions), ...(payment ? { payment } : {}), ...(royalty ? { royalty } : {}) }, 250)))
