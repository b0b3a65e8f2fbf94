import { describe, expect, it } from 'vitest'
import { usccFault } from './uscc'

describe('usccFault', () => {
  it.each([
    ['91350100M000100Y43', null], // the example of GB 32100-2015
    ['91350100m000100y43', null],
    ['', null],
    ['91350100M000100Y4', 'length'],
    ['91350100M000100I43', 'letter'],
    ['91350100M000100Y44', 'check'],
  ])('%s', (code, want) => expect(usccFault(code)).toBe(want))
})
