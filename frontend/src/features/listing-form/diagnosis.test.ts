import { describe, expect, it } from 'vitest'
import type { Content } from '@/lib/api/listings'
import type { Suggestion } from './api'
import { asked, isTaken, taking, worthAsking } from './diagnosis'

const c = { title: '机收甘蔗除杂', text: '机械化收获使甘蔗夹杂物大幅增加，需要预处理。', contact: { phone: '138' }, floorFen: 1, detail: '密', keywords: ['甘蔗'], requirements: [{ must: true, metric: '', op: '>=' }] } as Content
const s = (x: Partial<Suggestion>) => ({ label: '', why: '', ...x }) as Suggestion

describe('taking a suggestion', () => {
  it.each<[Suggestion, Partial<Content>]>([
    [s({ kind: 'industry', code: '0103' }), { industry: '0103', industryConfirmed: true }],
    [s({ kind: 'keyword', text: '除杂' }), { keywords: ['甘蔗', '除杂'] }],
    [s({ kind: 'requirement', requirement: { must: true, metric: '夹杂物', op: '<=', value: '3', unit: '%' } }), { requirements: [{ must: true, metric: '夹杂物', op: '<=', value: '3', unit: '%' }] }],
    [s({ kind: 'mode', code: 'develop' }), { modes: ['develop'] as Content['modes'] }],
    [s({ kind: 'budget', number: 8000000 }), { budgetFen: 8000000 }],
    [s({ kind: 'deadline', text: '2027-09-30' }), { deadline: '2027-09-30' }],
    [s({ kind: 'trl', number: 6 }), { trl: 6 }],
    [s({ kind: 'ip', ip: { kind: 'invention', number: 'ZL1' } }), { ip: [{ kind: 'invention', number: 'ZL1' }] }],
  ])('%j', (suggestion, want) => {
    const got = taking(c, suggestion)
    expect(got).toEqual(want)
    const after = { ...c, ...got }
    expect(isTaken(after, suggestion)).toBe(true)
    expect(taking(after, suggestion)).toEqual({})
  })
  it('never writes over what the owner filled in', () => {
    expect(taking({ ...c, budgetFen: 5 }, s({ kind: 'budget', number: 9 }))).toEqual({})
    expect(taking({ ...c, keywords: ['除 杂'] }, s({ kind: 'keyword', text: '除杂' }))).toEqual({})
  })
})

describe('asking', () => {
  it('waits for words and keeps private fields at home', () => {
    expect(worthAsking({ ...c, text: '短' })).toBe(false)
    expect(worthAsking(c)).toBe(true)
    const sent = JSON.stringify(asked('demand', c))
    expect(sent).not.toContain('138')
    expect(sent).not.toContain('密')
    expect(sent).not.toContain('floorFen')
  })
})
