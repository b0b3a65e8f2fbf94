import { expect, test } from 'vitest'
import { daysOf, textOf } from './notice-days'

test.each([
  ['', []],
  [undefined, []],
  ['2月14日（周六）、2月28日（周六）上班。', ['2027-02-14', '2027-02-28']],
  ['2026年12月27日（周日），1-9', ['2026-12-27', '2027-01-09']],
  ['2027-02-14 2027/2/28', ['2027-02-14', '2027-02-28']],
  ['2月30日', undefined],
  ['13月1日', undefined],
  ['周六', undefined],
  ['2月14日和明天', undefined],
])('%s', (text, want) => expect(daysOf(text, 2027)).toEqual(want))

test('what is shown reads the same', () => expect(daysOf(textOf(['2027-02-14', '2026-12-27']), 2027)).toEqual(['2027-02-14', '2026-12-27']))
