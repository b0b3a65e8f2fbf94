import { expect, test } from 'vitest'
import { differences, merged } from '@/lib/form/merge'
import { bodyOf, daysOf, textOf, valuesOf } from './notice-days'

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

const sent = { source: '国办发明电〔2026〕9号', rests: [{ name: '元旦', first: '2027-01-01', last: '2027-01-03', work: ['2026-12-27'] }] }

test('what was saved comes back as it was typed', () => expect(bodyOf(valuesOf(sent), 2027)).toEqual(sent))

test('two corrections of one notice are compared by what they say, not by how it is written', () => {
  const mine = bodyOf({ source: sent.source, rests: [{ name: '元旦', first: '2027-01-01', last: '2027-01-03', work: '2026年12月27日（周日）上班' }] }, 2027)
  const theirs = { ...sent, source: '国办发明电〔2026〕10号' }
  const diffs = differences(sent, mine, theirs)
  expect(diffs.map((d) => [d.path, d.by])).toEqual([['source', 'theirs']])
  expect(merged(mine, diffs, new Set(['source']))).toEqual(theirs)
})
