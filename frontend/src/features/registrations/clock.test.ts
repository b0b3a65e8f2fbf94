import { describe, expect, it } from 'vitest'
import { daysBetween, hasteOf, today } from './clock'

describe('clock', () => {
  it('reads the civil day in Shanghai', () => {
    expect(today(Date.UTC(2025, 11, 31, 16, 30))).toBe('2026-01-01')
  })
  it.each([
    ['2026-03-02', '2026-03-06', 4],
    ['2026-03-06', '2026-03-09', 3],
    ['2026-03-09', '2026-03-06', -3],
    ['2026-03-06', '2026-03-06', 0],
  ])('%s to %s', (a, b, days) => {
    expect(daysBetween(a, b)).toBe(days)
  })
  it('warns three days before', () => {
    expect(hasteOf('2026-03-05', '2026-03-06')).toBe('over')
    expect(hasteOf('2026-03-09', '2026-03-06')).toBe('soon')
    expect(hasteOf('2026-03-16', '2026-03-06')).toBe('fine')
  })
})
