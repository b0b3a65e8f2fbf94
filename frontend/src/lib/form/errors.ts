// Puts the server's field errors where they belong.
import type { FormInstance } from 'antd'
import { ApiError, pointerToPath } from '@/lib/api/problem'

/** Turns a wire path into the name path of the form, or null when it has none. */
export type Place = (path: (string | number)[]) => (string | number)[] | null

/**
 * Places each `errors[].pointer` on its form field and gives back the sentences that found no place, the overall one
 * first.
 */
export function placeErrors(
  form: Pick<FormInstance, 'setFields' | 'getFieldInstance'>,
  error: unknown,
  place: Place = (p) => p,
): string[] {
  if (!(error instanceof ApiError)) return [error instanceof Error ? error.message : String(error)]
  const { problem } = error
  const rest: string[] = []
  const fields = new Map<string, { name: (string | number)[]; errors: string[] }>()
  for (const e of problem.errors) {
    const name = place(pointerToPath(e.pointer))
    if (!name || name.length === 0) {
      if (e.detail && e.detail !== problem.detail) rest.push(e.detail)
      continue
    }
    const key = name.join('/')
    const f = fields.get(key) ?? { name, errors: [] }
    f.errors.push(e.detail)
    fields.set(key, f)
  }
  form.setFields([...fields.values()])
  return [problem.detail, ...rest]
}
