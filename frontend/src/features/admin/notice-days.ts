// The days of a notice as people type them from the printed text: 2月14日（周六）、2月28日（周六） or 2027-02-14.
import type { NoticeBody } from './api'

const day = /(?:(\d{4})\s*[-年/.]\s*)?(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?\s*(?:[（(][^（）()]*[）)])?/g

/** The days named in a text as YYYY-MM-DD; undefined when something else is left over or a day does not exist. */
export function daysOf(text: string | undefined, year: number): string[] | undefined {
  const found: string[] = []
  const rest = (text ?? '').replace(day, (_, y: string | undefined, m: string, d: string) => {
    found.push(`${y ?? year}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`)
    return ''
  })
  if (rest.replace(/[\s、，,；;和及。]|上班/g, '') !== '') return undefined
  return found.every((d) => new Date(`${d}T00:00:00Z`).toJSON()?.startsWith(d)) ? found : undefined
}

/** The same the other way round, short. */
export const textOf = (days: string[] | null | undefined): string => (days ?? []).join('、')

/** The seven festivals of every notice. */
const festivals = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节']

/** A notice as it is typed: the workdays are the printed words. */
export interface NoticeValues {
  source: string
  rests: { name: string; first: string; last: string; work?: string }[]
}

/** What stands in the form: the notice that was entered, or one line a festival. */
export function valuesOf(n?: Pick<NoticeBody, 'source' | 'rests'>): NoticeValues {
  return {
    source: n?.source ?? '',
    rests: n?.rests ? n.rests.map((r) => ({ name: r.name ?? '', first: r.first ?? '', last: r.last ?? '', work: textOf(r.work) })) : festivals.map((name) => ({ name, first: '', last: '' })),
  }
}

export const bodyOf = (v: NoticeValues, year: number): NoticeBody => ({
  source: v.source,
  rests: v.rests.map(({ name, first, last, work }) => ({ name, first, last, work: daysOf(work, year) ?? [] })),
})
