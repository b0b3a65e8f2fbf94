// Starts the built program on a free port with fresh demonstration data, once for all tests, and tells them its address
// and the accounts it printed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** Set in the environment of every test. */
export const addressVariable = 'KEBANG_E2E_ADDRESS'
export const accountsVariable = 'KEBANG_E2E_ACCOUNTS'

export default async function startServer(): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), 'kebang-e2e-'))
  const binary = resolve(process.env.KEBANG_BINARY ?? '../kebang')
  await mkdir('test-results', { recursive: true })
  const log = await open('test-results/server.log', 'w')
  const server = spawn(binary, ['serve', '--demo', '--data', data, '--addr', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', log.fd] })
  const ended = once(server, 'exit')
  const out = server.stdout as Readable // 'pipe' above
  const stop = async () => {
    server.kill('SIGTERM')
    await ended
    await log.close()
    await rm(data, { recursive: true, force: true })
  }
  const accounts: Record<string, string> = {}
  const listening = (async () => {
    for await (const line of createInterface({ input: out })) {
      if (line.startsWith('http://')) process.env[addressVariable] = line.trim().replace(/\/$/, '')
      const [, account, password] = line.split('\t')
      if (account && password) accounts[account] = password
      // The administrators stand last in the table of each county.
      if (account === 'wx-admin') return
    }
    throw new Error(`${binary} ended before it printed its demonstration accounts; see frontend/test-results/server.log`)
  })()
  const late = new Promise<never>((_, no) => setTimeout(no, 120_000, new Error(`${binary} did not start within 120 s`)).unref())
  try {
    await Promise.race([listening, late])
  } catch (e) {
    await stop()
    throw e
  }
  out.resume()
  process.env[accountsVariable] = JSON.stringify(accounts)
  return stop
}
