import { describe, expect, it } from 'vitest'
import { ago, amountsOf, dateOf, fenOfWan, money, moneyRange, wan } from './format'

describe('money', () => {
  it.each([
    [0, '0'],
    [1, '0.000001'],
    [123_450_000, '123.45'],
    [5_000_000_000, '5,000'],
    [-1_500_000, '-1.5'],
    [9_007_199_254_740_991, '9,007,199,254.740991'],
  ])('%d fen', (fen, want) => expect(wan(fen)).toBe(want))

  it.each([
    ['123.45', 123_450_000],
    ['5,000', 5_000_000_000],
    ['0.000001', 1],
    ['', null],
    ['-3', null],
    ['1.2345678', null],
    ['三万', null],
  ])('%s 万元', (text, want) => expect(fenOfWan(text)).toBe(want))
})

it('shows yuan in English and 万元 in Chinese', () => {
  expect(money(420_000_000, 'en')).toBe('¥4,200,000')
  expect(money(420_000_050, 'en')).toBe('¥4,200,000.50')
  expect(money(420_000_000, 'zh')).toBe('420 万元')
})

describe('ranges of money', () => {
  it('shows one amount, a range or an upper bound', () => {
    expect(moneyRange(5_000_000, 10_000_000)).toBe('5–10 万元')
    expect(moneyRange(0, 50_000_000)).toBe('不超过 50 万元')
    expect(moneyRange(5_000_000, null)).toBe('5 万元')
    expect(moneyRange(5_000_000, 10_000_000, 'en')).toBe('¥50,000–100,000')
    expect(moneyRange(null, null)).toBe('—')
    expect(amountsOf({ budgetFen: 5_000_000, budgetHighFen: 10_000_000 })).toBe('5–10 万元')
    expect(amountsOf({ budgetFen: 0, budgetHighFen: 50_000_000 })).toBe('不超过 50 万元')
    expect(amountsOf({ priceFen: 5_000_000 })).toBe('5 万元')
    expect(amountsOf({ budgetFen: null })).toBe('')
  })
})

describe('dates', () => {
  it('uses the civil day of the market, also at year end', () => {
    expect(dateOf(Date.UTC(2025, 11, 31, 16, 30))).toBe('2026-01-01')
    expect(dateOf(Date.UTC(2025, 11, 31, 15, 30))).toBe('2025-12-31')
  })
  it('says how fresh', () => {
    const now = Date.UTC(2026, 0, 10)
    expect(ago(now - 3 * 86_400_000, 'zh', now)).toBe('3天前')
    expect(ago(now - 2 * 3_600_000, 'en', now)).toBe('2 hours ago')
  })
})
