import { describe, expect, it } from 'vitest'
import type { Check } from '@/lib/api/contracts'
import { given, openPoints, verdictOf, type Answers } from './answers'

const point = (code: string, verdict: string): Check => ({ code, verdict, ground: 'other', head: 'other', headText: '其他', text: code, evidence: [] })
const items = [point('parties', 'ok'), point('seal', 'ask'), point('KF-1', 'ask'), point('monopoly', 'bad')]

describe('answers of a registrar', () => {
  it('lets one click stand for what the program left open, never for what it warns of', () => {
    expect(items.map((x) => verdictOf(x, {}, false))).toEqual(['ok', undefined, undefined, undefined])
    expect(items.map((x) => verdictOf(x, {}, true))).toEqual(['ok', 'ok', 'ok', undefined])
    expect(openPoints(items, {}).map((x) => x.code)).toEqual(['seal', 'KF-1', 'monopoly'])
  })
  it('keeps an answer by hand above all', () => {
    const answers: Answers = { seal: { code: 'seal', verdict: 'unclear', note: ' 缺页 ' }, parties: { code: 'parties', verdict: 'bad' } }
    expect(items.map((x) => verdictOf(x, answers, true))).toEqual(['bad', 'unclear', 'ok', undefined])
    expect(given(items, answers)).toEqual([{ code: 'parties', verdict: 'bad' }, { code: 'seal', verdict: 'unclear', note: '缺页' }])
  })
})
