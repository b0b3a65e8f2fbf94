// The search engine is away: a market starts although its Meilisearch does not answer. The pages say which functions
// work and which do not. With a Meilisearch on the PATH they recover by themselves when it answers.
import { expect } from '@playwright/test'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { look, signIn, test, visit } from './kit'
import { accountsVariable, addressVariable, launch, type Server } from './server'

let data = ''
let server: Server
let port = 0
const usual = [process.env[addressVariable], process.env[accountsVariable]]

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const s = createServer().listen(0, '127.0.0.1')
  await once(s, 'listening')
  const { port } = s.address() as AddressInfo
  s.close()
  await once(s, 'close')
  return port
}

test.beforeAll(async () => {
  test.setTimeout(300_000)
  data = await mkdtemp(join(tmpdir(), 'kebang-away-'))
  const filled = await launch(data, '--demo')
  await filled.stop()
  port = await freePort()
  server = await launch(data, '--meili-url', `http://127.0.0.1:${port}`)
  process.env[addressVariable] = server.address
  process.env[accountsVariable] = JSON.stringify(filled.accounts)
})

test.afterAll(async () => {
  ;[process.env[addressVariable], process.env[accountsVariable]] = usual
  await server?.stop()
  await rm(data, { recursive: true, force: true })
})

const search = '/demands?q=' + encodeURIComponent('甘蔗')

test('search engine away', async ({ browser }) => {
  const { page } = await visit(browser)
  await page.goto('/demands')
  await expect(page.getByText('列表可以照常浏览')).toBeVisible()
  await expect(page.locator('main a[href^="/demands/"]').first()).toBeVisible()
  await look(page, 'away-list')
  await page.goto(search)
  await expect(page.getByTestId('search-away')).toContainText('发布、对接、合同照常办理')
  await look(page, 'away-search')

  const owner = (await signIn(browser, 'zk-enterprise')).page
  await owner.goto('/matches')
  await expect(owner.getByTestId('matching-paused')).toContainText('已有的匹配结果和理由可以照常查看')
  await expect(owner.locator('main a[href^="/matches/"]').first()).toBeVisible()
  await look(owner, 'away-matches')
  await owner.goto('/deals')
  await expect(owner.locator('main a[href^="/deals/"]').first()).toBeVisible()
})

test('search engine back', async ({ browser }) => {
  test.skip(spawnSync('meilisearch', ['--version']).error !== undefined, 'SKIP: Meilisearch is missing; put meilisearch on the PATH')
  const { page } = await visit(browser)
  await page.goto(search)
  await expect(page.getByTestId('search-away')).toBeVisible()
  const own = join(data, 'meilisearch')
  const engine = spawn('meilisearch', ['--no-analytics', '--db-path', `${own}/data`, '--dump-dir', `${own}/dumps`, '--snapshot-dir', `${own}/snapshots`, '--max-indexing-memory', '512MiB', '--http-addr', `127.0.0.1:${port}`], { stdio: 'ignore' })
  const ended = once(engine, 'exit')
  try {
    await expect(page.locator('main a[href^="/demands/"]').first()).toBeVisible({ timeout: 60_000 })
    await expect(page.getByTestId('search-away')).toHaveCount(0)
  } finally {
    engine.kill('SIGKILL')
    await ended
  }
})
