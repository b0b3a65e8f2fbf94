// Between a contract of the API and the values of the form.
import type { ContractContent } from '@/lib/contract'

const keys = [
  'title', 'class', 'subClass', 'oldClass', 'seller', 'buyer', 'totalFen', 'deductions', 'payment', 'royalty', 'signDate', 'beginDate', 'endDate', 'ip',
  'ipNumbers', 'ipOwner', 'planSource', 'planName', 'techArea', 'goal', 'industry', 'related', 'newInvestFen', 'newOutputFen', 'subject', 'targets', 'terms',
  'secrecy', 'acceptance', 'attachments',
] as const

/** Only what the form edits, from a whole contract. */
export function contentOf(c: ContractContent): ContractContent {
  const all = c as unknown as Record<string, unknown>
  return Object.fromEntries(keys.filter((k) => all[k] !== undefined && all[k] !== null).map((k) => [k, all[k]])) as unknown as ContractContent
}

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

/** The body of POST and PUT. */
export function bodyOf(values: Partial<ContractContent>): Record<string, unknown> {
  const c = prune(contentOf({ ...values } as ContractContent)) as Record<string, unknown>
  const deductions = ((c.deductions as Record<string, unknown>[] | undefined) ?? []).filter((d) => d.kind || d.costFen)
  const royal = c.payment === 'royalty' || c.payment === 'entryRoyalty'
  const { royalty, ...rest } = c
  return {
    ...rest,
    ...(royal && royalty ? { royalty } : {}),
    title: c.title ?? '',
    seller: { name: '', ...(c.seller as object | undefined) },
    buyer: { name: '', ...(c.buyer as object | undefined) },
    totalFen: c.totalFen ?? 0,
    deductions: deductions.map((d) => ({ ...d, kind: d.kind ?? 'other', costFen: d.costFen ?? 0, allowedFen: d.allowedFen ?? 0 })),
    ip: c.ip ?? [],
    attachments: c.attachments ?? [],
  }
}
