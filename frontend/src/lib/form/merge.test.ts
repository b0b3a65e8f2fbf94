import { describe, expect, it } from 'vitest'
import { differences, merged } from './merge'

const base = { title: '蔗渣脱水', seller: { name: '院', region: '530924' }, totalFen: 100, ip: ['secret'], related: false }

describe('two versions of a record', () => {
  it('tells who changed what', () => {
    const mine = { ...base, title: '蔗渣深度脱水', totalFen: 200, subject: '装置' }
    const theirs = { ...base, seller: { name: '院', region: '530102' }, totalFen: 300, ip: [] }
    expect(differences(base, mine, theirs)).toEqual([
      { path: 'title', mine: '蔗渣深度脱水', theirs: '蔗渣脱水', by: 'mine' },
      { path: 'seller.region', mine: '530924', theirs: '530102', by: 'theirs' },
      { path: 'totalFen', mine: 200, theirs: 300, by: 'both' },
      { path: 'ip', mine: ['secret'], theirs: undefined, by: 'theirs' },
      { path: 'subject', mine: '装置', theirs: undefined, by: 'mine' },
    ])
  })
  it('sees no difference in order, in empty fields and in false', () => {
    expect(differences(base, { ...base, note: '', related: undefined }, { ...base, deductions: [] })).toEqual([])
    expect(differences({}, { lines: [{ a: 1, b: '' }] }, { lines: [{ a: 1 }] })).toEqual([])
  })
  it('takes the chosen fields and leaves the typed ones', () => {
    const mine = { ...base, totalFen: 200 }
    const theirs = { ...base, totalFen: 300, buyer: { name: '厂' }, ip: [] }
    const d = differences(base, mine, theirs)
    expect(merged(mine, d, new Set(['buyer.name', 'ip']))).toEqual({ ...mine, buyer: { name: '厂' }, ip: undefined })
    expect(mine.ip).toEqual(['secret'])
  })
})
