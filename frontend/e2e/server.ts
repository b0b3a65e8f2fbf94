// Starts the built program on a free port with fresh demonstration data, once for all tests. It passes its address and
// the printed accounts to the tests.
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

export interface Server {
  address: string
  /** Password of each demonstration account; empty for a folder that was there before. */
  accounts: Record<string, string>
  stop: () => Promise<void>
}

/** Starts `kebang serve` with more arguments and waits until it answers and, with --demo, has told its accounts. */
export async function launch(data: string, ...more: string[]): Promise<Server> {
  const binary = resolve(process.env.KEBANG_BINARY ?? '../kebang')
  await mkdir('test-results', { recursive: true })
  const log = await open('test-results/server.log', 'a')
  const server = spawn(binary, ['serve', '--data', data, '--addr', '127.0.0.1:0', ...more], { stdio: ['ignore', 'pipe', log.fd] })
  const ended = once(server, 'exit')
  const out = server.stdout as Readable // 'pipe' above
  const stop = async () => {
    server.kill('SIGTERM')
    await ended
    await log.close()
  }
  const accounts: Record<string, string> = {}
  const listening = (async () => {
    let address = ''
    for await (const line of createInterface({ input: out })) {
      if (line.startsWith('http://')) address = line.trim().replace(/\/$/, '')
      const [, account, password] = line.split('\t')
      if (account && password) accounts[account] = password
      // The administrators are last in the table of each county.
      if (address && (account === 'wx-admin' || !more.includes('--demo'))) return address
    }
    throw new Error(`${binary} ended before it was ready; see frontend/test-results/server.log`)
  })()
  const late = new Promise<never>((_, no) => setTimeout(no, 120_000, new Error(`${binary} did not start within 120 s`)).unref())
  try {
    const address = await Promise.race([listening, late])
    out.resume()
    return { address, accounts, stop }
  } catch (e) {
    await stop()
    throw e
  }
}

export default async function startServer(): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), 'kebang-e2e-'))
  const server = await launch(data, '--demo')
  process.env[addressVariable] = server.address
  process.env[accountsVariable] = JSON.stringify(server.accounts)
  return async () => {
    await server.stop()
    await rm(data, { recursive: true, force: true })
  }
}
