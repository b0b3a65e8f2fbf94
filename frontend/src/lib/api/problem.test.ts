import { describe, expect, it } from 'vitest'
import { pointerToPath, toProblem } from './problem'

describe('pointerToPath', () => {
  it.each([
    ['/title', ['title']],
    ['/requirements/0/value', ['requirements', 0, 'value']],
    ['/a~1b/c~0d', ['a/b', 'c~d']],
    ['', []],
    ['#/x', ['x']],
  ])('%s', (pointer, want) => expect(pointerToPath(pointer)).toEqual(want))
})

describe('toProblem', () => {
  it('keeps the fields of a problem document', () => {
    const p = toProblem(422, { code: 'x', detail: '请填写标题。', errors: [{ pointer: '/title', detail: '请填写标题。' }] })
    expect(p.errors).toEqual([{ pointer: '/title', detail: '请填写标题。' }])
    expect(p.detail).toBe('请填写标题。')
  })
  it('says something useful for a page of a proxy', () => {
    expect(toProblem(502, '<html>').detail).toContain('稍后重试')
    expect(toProblem(0, null).detail).toContain('网络')
  })
})
