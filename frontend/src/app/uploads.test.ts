// Every place where a file can be given to the program says that state secrets must not be uploaded.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const files = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? files(join(dir, e.name)) : /\.tsx?$/.test(e.name) && !/\.test\./.test(e.name) ? [join(dir, e.name)] : []))
const takes = /type=["'{`]+file|type:\s*['"]file|<Upload\b|Upload\.Dragger|showOpenFilePicker|dataTransfer\.files/

test('a file input never stands without the line', () => {
  const all = files(root).map((path) => ({ path: path.slice(root.length + 1), text: readFileSync(path, 'utf8') }))
  const inputs = all.filter((f) => takes.test(f.text))
  expect(inputs.map((f) => f.path).sort()).toEqual(['features/imports/upload-panel.tsx', 'ui/file-field.tsx', 'ui/record-files.tsx'])
  for (const f of inputs) {
    const key = /(\w+): \['涉密信息不得上传。'/.exec(f.text)?.[1]
    expect(key, f.path).toBeTruthy()
    expect(f.text, f.path).toContain(`{t('${key ?? ''}')}`)
  }
})
