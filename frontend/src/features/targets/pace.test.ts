import { describe, expect, it } from 'vitest'
import { yearGone } from './pace'

describe('yearGone', () => {
  it.each([
    [2026, '2025-12-31T15:59:00Z', 0],
    [2026, '2025-12-31T16:01:00Z', 0], // 1 January in China
    [2026, '2026-07-02T04:00:00Z', 182 / 365],
    [2028, '2028-12-31T04:00:00Z', 365 / 366],
    [2026, '2026-12-31T16:01:00Z', 1],
    [2026, '2030-01-01T00:00:00Z', 1],
  ])('of %d at %s', (year, at, want) => expect(yearGone(year, new Date(at))).toBeCloseTo(want, 10))
})
