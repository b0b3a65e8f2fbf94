import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin, ResolvedConfig } from 'vite'

const texts = /\.(js|css|svg)$/
const least = 1024 // bytes; below that the headers cost more than is won

/**
 * Writes .br and .gz beside every text asset, so that the server compresses nothing that never changes. Only the hashed
 * assets: index.html is filled in by the server at each request.
 */
export function compress(): Plugin {
  let config: ResolvedConfig
  return {
    name: 'kebang-compress',
    apply: 'build',
    configResolved: (c) => {
      config = c
    },
    closeBundle: () => {
      const dir = join(config.root, config.build.outDir, 'assets')
      for (const name of readdirSync(dir)) {
        if (!texts.test(name)) continue
        const body = readFileSync(join(dir, name))
        if (body.length < least) continue
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length }
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(body, { params }))
        writeFileSync(join(dir, `${name}.gz`), gzipSync(body, { level: 9 }))
      }
    },
  }
}
