import { describe, expect, it } from 'vitest'
import { monthsOf } from './period'

describe('monthsOf', () => {
  const newYear = Date.UTC(2025, 11, 31, 16, 30) // 00:30 on 1 January 2026 in Shanghai
  it.each([
    ['', { from: '2026-01', to: '2026-13' }],
    ['last', { from: '2025-01', to: '2025-13' }],
    ['all', { from: '', to: '' }],
    ['custom', { from: '2024-03', to: '2024-05' }],
  ])('%s', (p, want) => expect(monthsOf(p, '2024-03', '2024-05', newYear)).toEqual(want))
})
