import { describe, expect, it } from 'vitest'
import { needComment, total } from './total'

const rules = { passMark: 6000, criteria: [{ weight: 40, most: 10000 }, { weight: 60, most: 10000 }] }

describe('total of a sheet', () => {
  it('weighs the scores', () => {
    expect(total(rules, [8000, 9000])).toBe(8600)
    expect(total({ criteria: [{ weight: 100, most: 3000 }] }, [1500])).toBe(5000)
  })
  it('rounds halves up, once', () => {
    expect(total({ criteria: [{ weight: 50, most: 10000 }, { weight: 50, most: 10000 }] }, [8001, 8000])).toBe(8001)
    expect(total({ criteria: [{ weight: 33, most: 700 }, { weight: 67, most: 300 }] }, [1, 1])).toBe(27)
  })
  it('is not known while a score is missing or too high', () => {
    expect(total(rules, [8000, -1])).toBeNull()
    expect(total(rules, [10001, 0])).toBeNull()
    expect(total(rules, undefined)).toBeNull()
  })
})

describe('comments', () => {
  it('are asked for the ends and below the pass mark', () => {
    expect(needComment(rules, [9000, 7000, 8000])).toEqual([true, true, false])
    expect(needComment(rules, [9000, 5000, null])).toEqual([false, true, false])
    expect(needComment(rules, [7000])).toEqual([true])
  })
})
