import { mutationOptions } from '@tanstack/react-query'
import { answer, api, ifMatch, type Paths } from './client'
import type { Noun } from './keys'

/** Nouns whose records move by a flow table. */
export type Flowing = Extract<Noun, 'achievements' | 'bids' | 'challenges' | 'claims' | 'contracts' | 'deals' | 'decisions' | 'demands' | 'draws' | 'hard-problems' | 'months' | 'notices' | 'objections' | 'registrations' | 'reviews' | 'seats'>

type StepPath = { [P in keyof Paths]: P extends `/${Flowing}/{id}/${string}` ? (Paths[P] extends { post: object } ? P : never) : never }[keyof Paths]

/** What a step may say besides its name. */
type Said = Record<string, unknown>

/** Takes a step that the server offered; it registers the path of each step of a flow table in this form. */
export const takeStep = (of: Flowing, id: string, rev: number) =>
  mutationOptions({
    mutationFn: ({ step, body }: { step: string; body: Said }) =>
      answer(api.POST(`/${of}/{id}/${step}` as StepPath, { params: { path: { id }, header: ifMatch(rev) }, body } as never)),
    meta: { changes: [of] },
  })
