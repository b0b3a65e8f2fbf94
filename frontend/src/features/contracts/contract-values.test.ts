import { describe, expect, it } from 'vitest'
import { bodyOf, prune } from './contract-values'

describe('prune', () => {
  it('leaves out what is empty and keeps false and zero', () => {
    expect(prune({ a: '', b: null, c: undefined, d: NaN, e: 0, f: false, g: ' x ', h: [{ i: '' }] })).toEqual({ e: 0, f: false, g: 'x', h: [{}] })
  })
})

describe('bodyOf', () => {
  it('always carries the parts the server wants', () => {
    expect(bodyOf({ title: '甘蔗渣脱水' })).toEqual({
      title: '甘蔗渣脱水', seller: { name: '' }, buyer: { name: '' }, totalFen: 0, deductions: [], ip: [], attachments: [],
    })
  })
  it('drops empty lines of deductions and fills zeros', () => {
    const b = bodyOf({ deductions: [{ kind: 'equipment', costFen: 30_000_000 }, {}] as never })
    expect(b.deductions).toEqual([{ kind: 'equipment', costFen: 30_000_000, allowedFen: 0 }])
  })
  it('keeps royalty terms only with a royalty', () => {
    expect(bodyOf({ payment: 'once', royalty: { rate: '3' } })).not.toHaveProperty('royalty')
    expect(bodyOf({ payment: 'royalty', royalty: { rate: '3' } })).toHaveProperty('royalty', { rate: '3' })
  })
  it('sends no field of the record itself', () => {
    expect(bodyOf({ title: 'x', id: '1', rev: 3, state: 'draft' } as never)).not.toHaveProperty('rev')
  })
})
