// The enumerations of the server in both languages, read by their names in /reference. The pages keep no copy of them.
import { answer, api } from '@/lib/api/client'
import type { Schemas } from '@/lib/api/wire'
import { boot } from '@/lib/boot'
import { useSay, type Text } from '@/lib/i18n/language'

type Reference = Schemas['Reference']

/** The name of an enumeration in /reference. */
export type List = { [K in keyof Reference]: Reference[K] extends Schemas['VocabTerm'][] ? K : never }[keyof Reference]

/** Words that a page has of its own, by code. */
export type Words = Readonly<Record<string, Text>>

/** Where a code is looked up; of several lists the first that knows it. */
export type Source = List | Words | (List | Words)[]

let served: Partial<Pick<Reference, List>> = boot.words ?? {}

/** Asks for the enumerations if they did not come with the page, as in development. */
export async function loadWords(): Promise<void> {
  if (!boot.words) served = await answer(api.GET('/reference'))
}

/** Codes and words in the order of the server. */
export function terms(of: Source): [code: string, text: Text][] {
  if (typeof of === 'string') return (served[of] ?? []).map((t) => [t.code, [t.name, t.english]])
  return Array.isArray(of) ? of.flatMap(terms) : Object.entries(of)
}

/** The word of a code, if the list has it. */
export const known = (of: Source, code: string): Text | undefined => terms(of).find(([c]) => c === code)?.[1]

/** The word of a code; an unknown code is shown as it is, or with the name the server gave. */
export function word(of: Source, code: string | number | undefined, name?: string): Text {
  const key = String(code ?? '')
  return known(of, key) ?? [name ?? key, name ?? key]
}

export interface Option {
  value: string
  label: string
}

/** The words of a list as options of a choice; with `any`, the first one stands for no choice. */
export function useOptions(): (of: Source, any?: string) => Option[] {
  const say = useSay()
  return (of, any) => [...(any === undefined ? [] : [{ value: '', label: any }]), ...terms(of).map(([value, text]) => ({ value, label: say(text) }))]
}
