// Two versions of one record side by side, field by field: the version that somebody else saved, and the one typed
// here.

type Values = Record<string, unknown>

export interface Difference {
  /** The field, with dots between its levels: seller.region. A list is one field. */
  path: string
  mine: unknown
  theirs: unknown
  /** Which side changed it since the form was opened; both when they collide. */
  by: 'mine' | 'theirs' | 'both'
}

const plain = (v: unknown): v is Values => typeof v === 'object' && v !== null && !Array.isArray(v)
const blank = (v: unknown) => v === undefined || v === null || v === '' || v === false || (Array.isArray(v) && v.length === 0)

/** Leaves by their path; empty ones are left out, since the server leaves them out too. */
export function flatten(v: unknown, at = ''): Values {
  if (!plain(v)) return blank(v) ? {} : { [at]: v }
  return Object.assign({}, ...Object.entries(v).map(([k, x]) => flatten(x, at ? `${at}.${k}` : k))) as Values
}

/** Equal as JSON with sorted keys and without empty members: the order of a form says nothing. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(tidy(a)) === JSON.stringify(tidy(b))

function tidy(v: unknown): unknown {
  if (Array.isArray(v)) return v.map(tidy)
  if (!plain(v)) return blank(v) ? null : v
  return Object.fromEntries(
    Object.entries(v)
      .filter(([, x]) => !blank(x))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, x]) => [k, tidy(x)]),
  )
}

/** The fields in which the two versions differ, in the order of the form. */
export function differences(base: object, mine: object, theirs: object): Difference[] {
  const [b, m, t] = [flatten(base), flatten(mine), flatten(theirs)]
  return [...new Set([...Object.keys(m), ...Object.keys(t)])]
    .filter((path) => !same(m[path], t[path]))
    .map((path) => ({
      path,
      mine: m[path],
      theirs: t[path],
      by: same(b[path], m[path]) ? 'theirs' : same(b[path], t[path]) ? 'mine' : 'both',
    }))
}

/** What is typed here, with the other version's value in the chosen fields. */
export function merged<T extends object>(mine: T, diffs: Difference[], takeTheirs: ReadonlySet<string>): T {
  const out = structuredClone(mine) as Values
  for (const d of diffs) {
    if (!takeTheirs.has(d.path)) continue
    const steps = d.path.split('.')
    const last = steps.pop() as string // split gives at least one
    let at = out
    for (const s of steps) {
      if (!plain(at[s])) at[s] = {}
      at = at[s] as Values
    }
    at[last] = d.theirs
  }
  return out as T
}
