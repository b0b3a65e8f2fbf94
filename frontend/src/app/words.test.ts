// Sentences of the server are shown through its English side, wherever they stand.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(__dirname, '../../..')

describe('sentences of the server', () => {
  it('are never shown without their English side', () => {
    const pages = (dir: string): [string, string][] =>
      readdirSync(dir, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? pages(join(dir, e.name)) : e.name.endsWith('.tsx') ? [[e.name, readFileSync(join(dir, e.name), 'utf8')] as [string, string]] : []))
    // The server makes the texts of these fields: problems of rows, hints, heads of refusal, names of rule sets,
    // failures.
    const raw = /(?:=> |[>\s]\{|\[|(?:why|head|name): )(?:\w+\.)+(?:msg|hint|headText|failure|rulesName)(?=\s*(?:\}|\]|,|\?\?))/g
    const shown = pages(join(root, 'frontend/src')).flatMap(([name, text]) => [...text.matchAll(raw)].map((m) => `${name}: ${m[0].trim()}`))
    // A failed job shows the words of a log. Imports are answered in the language of the request.
    expect(shown.filter((x) => !/^(job-|batch-panel|found-notes|row-tables|import-page)/.test(x))).toEqual([])
  })
})
