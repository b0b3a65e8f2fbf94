import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** The addresses of all pages, read from the routes of the features under `src`; a test compares them with the routes. */
export function addresses(src: string): string[] {
  const features = join(src, 'features')
  return readdirSync(features)
    .flatMap((f) => [...readFileSync(join(features, f, 'routes.tsx'), 'utf8').matchAll(/\bpath: '([^']+)'/g)])
    .map((m) => m[1] ?? '')
    .sort()
}

/** Writes pages.txt beside index.html: the server answers any other address with status 404 (api/shell.go). */
export function pages(): Plugin {
  return {
    name: 'kebang-pages',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'pages.txt', source: addresses(join(this.environment.config.root, 'src')).join('\n') + '\n' })
    },
  }
}
