import { expect, test } from 'vitest'
import { pieces } from './marks'

test('a text is cut at its marks', () => {
  expect(pieces({ text: '降低𠮷蔗渣水分', marks: [[4, 6]] })).toEqual([
    { text: '降低𠮷', hit: false },
    { text: '蔗渣', hit: true },
    { text: '水分', hit: false },
  ])
  expect(pieces({ text: '蔗渣', marks: [] })).toEqual([{ text: '蔗渣', hit: false }])
  expect(pieces({ text: '蔗渣', marks: [[1, 9], [0, 2]] })).toEqual([{ text: '蔗渣', hit: true }])
})
