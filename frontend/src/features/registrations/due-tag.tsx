import type { Contract } from '@/lib/api/contracts'
import { messages, useT } from '@/lib/i18n/language'
import { useReference, type RuleSet } from '@/lib/reference'
import { ToneTag } from '@/ui/state-tag'
import { daysBetween, hasteOf, today } from './clock'

const texts = messages({
  work: ['剩 {n} 个工作日', '{n} working days left'],
  open: ['未到期', 'not due yet'],
  days: ['剩 {n} 天', '{n} days left'],
  today: ['今天到期', 'due today'],
  over: ['已超期 {n} 天', '{n} days over'],
  stopped: ['计时暂停（补正中）', 'Clock stopped (correction)'],
  notYet: ['受理后开始计时', 'Clock starts at acceptance'],
  done: ['已办结', 'Done'],
})

export function useRules(): (id?: string) => RuleSet | undefined {
  const { data } = useReference()
  return (id) => data?.ruleSets?.find((s) => s.id === id)
}

/** What is left of the clock of one file. */
export function DueTag({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const rules = useRules()
  const r = c.registration
  if (!r || c.state === 'submitted') return <span className="muted">{t('notYet')}</span>
  if (c.state === 'returned') return <ToneTag tone="neutral">{t('stopped')}</ToneTag>
  if (!r.due) return <span className="muted">{t('done')}</span>
  const now = today()
  const left = daysBetween(now, r.due)
  const tone = { over: 'bad', soon: 'wait', fine: 'good' } as const
  const work = rules(r.rules)?.workdays ?? true
  // Only the server knows the public holidays; where it gives no number, their notice is not out yet.
  const more = !work ? t('days', { n: left }) : c.workdaysLeft === undefined ? t('open') : t('work', { n: c.workdaysLeft })
  const text = left < 0 ? t('over', { n: -left }) : left === 0 ? t('today') : more
  return (
    <span className="row" style={{ gap: 6 }}>
      <span className="num nowrap">{r.due}</span>
      <ToneTag tone={tone[hasteOf(r.due, now)]}>{text}</ToneTag>
    </span>
  )
}
