import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inEnglish } from './server'
import { serverTexts } from './server-texts'

const root = join(__dirname, '../../../..')
const goFiles = (dir: string): string[] =>
  readdirSync(join(root, dir), { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? goFiles(join(dir, e.name)) : e.name.endsWith('.go') && !e.name.endsWith('_test.go') ? [join(dir, e.name)] : [],
  )

describe('sentences of the server', () => {
  const source = ['api', 'matcher', 'internal'].flatMap(goFiles).map((f) => readFileSync(join(root, f), 'utf8')).join('\n')
  it.each(serverTexts.map(([zh]) => zh))('the server writes: %s', (zh) => {
    // A sentence with places is put together of pieces.
    for (const piece of zh.split(/\{\d\}/)) expect(source).toContain(piece)
  })
  it('fills names in, and leaves what it does not know', () => {
    expect(inEnglish('必备指标“蔗渣水分”未达到要求。')).toBe('The must “蔗渣水分” is not met.')
    expect(inEnglish('“a”的单位“b”系统不认识，能换成常用单位吗？')).toBe('The unit “b” of “a” is not known here; is there a usual one?')
    expect(inEnglish('没有这一句')).toBe('没有这一句')
  })
})
