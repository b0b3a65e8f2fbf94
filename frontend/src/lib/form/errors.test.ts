import { describe, expect, it } from 'vitest'
import { ApiError, toProblem } from '@/lib/api/problem'
import { placeErrors } from './errors'

type Placed = Parameters<Parameters<typeof placeErrors>[0]['setFields']>[0]

function place(body: unknown, map?: (p: (string | number)[]) => (string | number)[] | null) {
  let placed: Placed = []
  const form = { setFields: (f: Placed) => void (placed = f), getFieldInstance: () => undefined }
  const lines = placeErrors(form, new ApiError(toProblem(422, body)), map)
  return { lines, placed }
}

describe('placeErrors', () => {
  it('puts pointers on fields and keeps the sentence for the top', () => {
    const got = place({ detail: '有内容需要修改。', errors: [{ pointer: '/requirements/0/value', msg: '请填数值。' }, { pointer: '/title', msg: '太长。' }] })
    expect(got.lines).toEqual(['有内容需要修改。'])
    expect(got.placed).toEqual([
      { name: ['requirements', 0, 'value'], errors: ['请填数值。'] },
      { name: ['title'], errors: ['太长。'] },
    ])
  })

  it('joins several errors of one field', () => {
    const got = place({ detail: 'x', errors: [{ pointer: '/a', msg: '一' }, { pointer: '/a', msg: '二' }] })
    expect(got.placed).toEqual([{ name: ['a'], errors: ['一', '二'] }])
  })

  it('says above the form what has no field', () => {
    const got = place({ detail: '不行。', errors: [{ pointer: '/requirements', msg: '必备指标最多 5 条。' }] }, () => null)
    expect(got.lines).toEqual(['不行。', '必备指标最多 5 条。'])
  })

  it('shows any other failure as it is', () => {
    expect(placeErrors({ setFields: () => undefined, getFieldInstance: () => undefined }, new Error('坏了'))).toEqual(['坏了'])
  })
})
