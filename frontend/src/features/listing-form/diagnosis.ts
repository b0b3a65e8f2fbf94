// The findings of 诊断, and how one suggestion goes into the form. Pure functions: no React.
import type { Content, Indicator, Kind, Requirement } from '@/lib/api/listings'
import type { Ip, Suggestion } from './api'

const same = (a: string | undefined, b: string | undefined) => (a ?? '').replace(/\s/g, '').toLowerCase() === (b ?? '').replace(/\s/g, '').toLowerCase()

/** Lines that hold nothing yet make room for what is taken. */
const filled = <T extends { metric?: string; value?: string }>(lines: T[] | null | undefined) => (lines ?? []).filter((l) => l && (l.metric || l.value))

/** Whether the form says already what is suggested. */
export function isTaken(c: Content, s: Suggestion): boolean {
  switch (s.kind) {
    case 'industry':
      return c.industry === s.code && (s.code?.length === 2 || Boolean(c.industryConfirmed))
    case 'keyword':
      return (c.keywords ?? []).some((k) => same(k, s.text))
    case 'requirement':
      return filled(c.requirements).some((r) => same(r.metric, s.requirement?.metric))
    case 'indicator':
      return filled(c.indicators).some((r) => same(r.metric, s.indicator?.metric))
    case 'mode':
      return (c.modes ?? []).some((m) => m === s.code)
    case 'ip':
      return (c.ip ?? []).some((x) => same(x?.number, s.ip?.number))
    case 'budget':
      return c.budgetFen != null
    case 'price':
      return c.priceFen != null
    case 'deadline':
      return Boolean(c.deadline)
    case 'trl':
      return Boolean(c.trl)
  }
}

/** The fields that change when a suggestion is taken. Everything else stays as the owner typed it. */
export function taking(c: Content, s: Suggestion): Partial<Content> {
  if (isTaken(c, s)) return {}
  switch (s.kind) {
    case 'industry':
      return { industry: s.code, industryConfirmed: true }
    case 'keyword':
      return { keywords: [...(c.keywords ?? []), s.text ?? ''] }
    case 'requirement':
      return { requirements: [...filled(c.requirements), s.requirement as Requirement] }
    case 'indicator':
      return { indicators: [...filled(c.indicators), s.indicator as Indicator] }
    case 'mode':
      return { modes: [...(c.modes ?? []), s.code ?? ''] as Content['modes'] }
    case 'ip':
      return { ip: [...(c.ip ?? []).filter((x) => x?.kind), s.ip as Ip] }
    case 'budget':
      return { budgetFen: s.number }
    case 'price':
      return { priceFen: s.number }
    case 'deadline':
      return { deadline: s.text }
    case 'trl':
      return { trl: s.number }
  }
}

/** Enough is written for a diagnosis to say something. */
export const worthAsking = (c: Content) => (c.title ?? '').trim().length >= 4 && (c.text ?? '').trim().length >= 20

/** What the answer depends on; contacts, protected details and floor prices never leave the form for this. */
export function asked(kind: Kind, c: Content): Content {
  return { ...c, title: c.title ?? '', text: c.text ?? '', contact: {}, floorFen: undefined, detail: undefined, type: kind === 'demand' ? c.type : undefined } as Content
}
