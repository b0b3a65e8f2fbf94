import { describe, expect, it } from 'vitest'
import { atLeast, cleared, filterNames, isSet, rangeOf, type Filters } from './facets'

const none = Object.fromEntries(filterNames.map((n) => [n, ''])) as Filters

describe('filters of a list', () => {
  it.each([
    ['0', { minFen: '1', maxFen: '9999999' }],
    ['10', { minFen: '10000000', maxFen: '49999999' }],
    ['100', { minFen: '100000000', maxFen: '499999999' }],
    ['500', { minFen: '500000000', maxFen: '' }],
  ])('a range from %s', (code, want) => expect(rangeOf(code)).toEqual(want))
  it('counts a level and all above it', () => {
    const levels = [{ code: '8', name: '', count: 4 }, { code: '6', name: '', count: 11 }, { code: '7', name: '', count: 10 }]
    expect(atLeast(levels).map((l) => [l.code, l.count])).toEqual([['6', 25], ['7', 14], ['8', 4]])
  })
  it('sets and clears both ends of a range together', () => {
    expect(isSet(none, 'money')).toBe(false)
    expect(isSet({ ...none, maxFen: '5' }, 'money')).toBe(true)
    expect(cleared('money', 'lead')).toEqual({ minFen: '', maxFen: '', lead: '' })
  })
})
