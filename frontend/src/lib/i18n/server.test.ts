import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inEnglish } from './server-dictionary'
import { serverTexts } from './server-texts'

const root = join(__dirname, '../../../..')
const goFiles = (dir: string): string[] =>
  readdirSync(join(root, dir), { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? goFiles(join(dir, e.name)) : e.name.endsWith('.go') && !e.name.endsWith('_test.go') ? [join(dir, e.name)] : [],
  )

describe('sentences of the server', () => {
  const files = ['api', 'matcher', 'internal'].flatMap(goFiles).map((f) => readFileSync(join(root, f), 'utf8'))
  const source = files.join('\n').replace(/" \+\s*"/g, '') // long literals stand in two lines
  const said = readFileSync(join(__dirname, 'server-sentences.txt'), 'utf8').trim().split('\n')
  it('keeps no English side of what the server never says', () => {
    const listed = new Set(said)
    // A text that does not end like a sentence is not in the list. The pieces between its places stand in the sources.
    expect(serverTexts.map(([zh]) => zh).filter((zh) => !listed.has(zh) && !zh.split(/\{\d\}/).every((piece) => source.includes(piece)))).toEqual([])
  })
  it('has an English side for every sentence of the list that a Go test keeps', () => {
    const known = new Set(serverTexts.map(([zh]) => zh))
    expect(said.filter((zh) => !known.has(zh))).toEqual([])
  })
  it('keeps every place, and no Han character of its own', () => {
    const places = (s: string) => [...new Set(s.match(/\{\d\}/g))].sort().join()
    const kept = /[是否新元年月日]|“新,旧”/g // words that people must type stay as they are
    expect(serverTexts.filter(([zh, en]) => places(en) !== '' && places(zh) !== places(en)).map(([zh]) => zh)).toEqual([])
    expect(serverTexts.filter(([, en]) => /\p{Script=Han}/u.test(en.replace(kept, ''))).map(([zh]) => zh)).toEqual([])
  })
  it('names states, steps and fields inside a sentence', () => {
    expect(inEnglish('对接现为“已签约”，不能谢绝；不能再变更。')).toBe('deal: now “signed”, so not: decline. nothing can change it any more.')
    expect(inEnglish('名称最多 200 字，现有 201 字，请删减。')).toBe('Title: at most 200 characters, now 201; please shorten.')
    expect(inEnglish('内容有误（uscc）：请填写统一社会信用代码。')).toBe('Wrong content (uscc): Please give the social credit code.')
  })
  it('leaves what it does not know', () => {
    expect(inEnglish('没有这一句')).toBe('没有这一句')
  })
})
