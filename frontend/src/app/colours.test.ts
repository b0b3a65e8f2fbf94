// Colours have one place: the tokens of global.css. Ant Design and ECharts cannot read them, so theme.ts repeats its
// palette, and no other file writes a colour.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { palette } from '@/ui/theme'

const root = join(import.meta.dirname, '..')
const files = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? files(join(dir, e.name)) : /\.(css|tsx?)$/.test(e.name) ? [join(dir, e.name)] : []))
const css = readFileSync(join(root, 'app/global.css'), 'utf8')
const tokens = Object.fromEntries([...css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]))

test('the palette is the tokens', () => {
  const own = Object.entries(palette).filter(([name]) => name !== 'series' && name !== 'unknown')
  expect(Object.fromEntries(own.map(([name, colour]) => [name, colour]))).toEqual(Object.fromEntries(own.map(([name]) => [name, tokens[name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)]])))
})

test('no other file writes a colour', () => {
  const written = files(root)
    .filter((f) => !f.endsWith('ui/theme.ts') && !f.includes('.test.'))
    .flatMap((f) => [...readFileSync(f, 'utf8').replace(/^\s*--.*$/gm, '').matchAll(/#[0-9a-f]{6}\b/g)].map((m) => `${f.slice(root.length + 1)} ${m[0]}`))
  expect(written).toEqual([])
})
