// Between a contract of the API and the values of the form.
import type { ContractContent } from '@/lib/api/contracts'

const keys = [
  'title', 'class', 'subClass', 'oldClass', 'seller', 'buyer', 'totalFen', 'deductions', 'payment', 'royalty', 'stages', 'payments', 'signDate', 'beginDate', 'endDate', 'ip',
  'ipNumbers', 'ipOwner', 'planSource', 'planName', 'techArea', 'goal', 'industry', 'related', 'newInvestFen', 'newOutputFen', 'subject', 'targets', 'terms',
  'secrecy', 'acceptance', 'attachments',
] as const

/** Only what the form edits, from a whole contract. */
export const contentOf = (c: ContractContent): ContractContent => Object.fromEntries(keys.filter((k) => c[k] !== undefined && c[k] !== null).map((k) => [k, c[k]]))

const blank = (v: unknown) => v === undefined || v === null || v === '' || (typeof v === 'number' && Number.isNaN(v))

/** Leaves out what is empty: the server reads an absent field as not given. */
export function prune(v: unknown): unknown {
  if (Array.isArray(v)) return v.filter((x) => !blank(x)).map(prune)
  if (v && typeof v === 'object')
    return Object.fromEntries(
      Object.entries(v)
        .filter(([, x]) => !blank(x))
        .map(([k, x]) => [k, typeof x === 'string' ? x.trim() : prune(x)]),
    )
  return v
}

/** The body of a save. */
export function bodyOf(values: ContractContent): ContractContent {
  const { royalty, ...c } = prune(contentOf(values)) as ContractContent
  const royal = c.payment === 'royalty' || c.payment === 'entryRoyalty'
  return {
    ...c,
    ...(royal && royalty ? { royalty } : {}),
    title: c.title ?? '',
    seller: { name: '', ...c.seller },
    buyer: { name: '', ...c.buyer },
    totalFen: c.totalFen ?? 0,
    ...(c.stages?.length ? { stages: c.stages.filter((s) => s.title || s.due).map((s) => ({ ...s, title: s.title ?? '', due: s.due ?? '' })) } : {}),
    ...(c.payments?.length ? { payments: c.payments.filter((p) => p.when || p.fen).map((p) => ({ ...p, when: p.when ?? '', fen: p.fen ?? 0 })) } : {}),
    deductions: (c.deductions ?? []).filter((d) => d.kind || d.costFen).map((d) => ({ ...d, kind: d.kind ?? 'other', costFen: d.costFen ?? 0, allowedFen: d.allowedFen ?? 0 })),
    ip: c.ip ?? [],
    attachments: c.attachments ?? [],
  }
}
