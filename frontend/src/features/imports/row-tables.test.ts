import { expect, test } from 'vitest'
import { headingOf } from './row-tables'
import type { Import } from './api'
import { whereRead } from './words'

type HeadColumn = NonNullable<Import['sheets'][number]['columns']>[number]

const column = (unit = '', ask = ''): HeadColumn => ({ index: 4, letter: 'E', heading: '愿出多少', key: 'budget', guess: '', known: true, unit, ask, perYear: false, unitFrom: '' })
const preview = (...columns: HeadColumn[]) => ({ sheets: columns.map((c) => ({ name: '', headerRow: 1, columns: [c] })) }) as unknown as Import
const budget = { key: 'budget', heading: '预期投入（万元）', help: '', required: false, example: '', options: [] }

test('the preview names the unit that was read, not the one of the form', () => {
  expect(headingOf(preview(column('千元')), budget)).toBe('预期投入（千元）')
  expect(headingOf(preview(column('万元'), column('元')), budget)).toBe('预期投入（万元、元）')
  expect(headingOf(preview(column()), budget)).toBe('预期投入（万元）')
  expect(headingOf(preview(column('万元', '表头写的是美元')), budget)).toBe('预期投入（万元）')
})

test('a form is told once, without a row of a header', () => {
  const sheet = (name: string, headerRow: number, form: boolean) => ({ name, headerRow, form, columns: [] })
  expect(whereRead([sheet('表格1', 2, true), sheet('表格1', 9, true), sheet('甲镇', 3, false), sheet('a.jsonl', 0, false)])).toEqual([sheet('表格1', 2, true), sheet('甲镇', 3, false)])
})
