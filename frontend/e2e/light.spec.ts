// The downloads of a page before it is usable, and a layout that does not move while it loads.
import { expect, type Page } from '@playwright/test'
import { gzipSync } from 'node:zlib'
import { phone, settled, signIn, test, visit, wide } from './kit'

// These tests only read and mostly wait for slow answers, so they run in parallel.
test.describe.configure({ mode: 'parallel' })

/** Bytes of script, as gzip, that the public home takes before it can be used. */
const budget = 200 * 1024

test('the public home can be used after at most 200 KB of script', async ({ browser }) => {
  const { page } = await visit(browser)
  const scripts = new Map<string, number>()
  const reading: Promise<unknown>[] = []
  page.on('response', (r) => {
    if (r.request().resourceType() !== 'script') return
    reading.push(r.body().then((b) => scripts.set(r.url(), gzipSync(b).length)))
  })
  await page.goto('/')
  await expect(page.locator('.home-cards a').first()).toBeVisible()
  await settled(page)
  await Promise.all(reading)
  const sum = [...scripts.values()].reduce((a, b) => a + b, 0)
  const list = [...scripts].map(([u, n]) => `${n} ${new URL(u).pathname}`).join('\n')
  expect(scripts.size, list).toBeGreaterThan(1)
  expect(sum, list).toBeLessThanOrEqual(budget)
  expect(list, 'no kit and no table on the home page').not.toMatch(/kit-|table|tooltip/)
})

test('assets travel as brotli', async ({ browser }) => {
  const { page } = await visit(browser)
  const codings = new Set<string | null>()
  page.on('response', (r) => {
    if (r.url().endsWith('.js') && Number(r.headers()['content-length'] ?? 0) > 1024) codings.add(r.headers()['content-encoding'] ?? null)
  })
  await page.goto('/')
  await settled(page)
  // Over plain HTTP another host than this one would get gzip. Browsers accept brotli over HTTPS and from localhost.
  expect([...codings]).toEqual(['br'])
})

/** The sum of the moves since the page was opened that nobody asked for (Layout Instability, hadRecentInput false). */
const moved = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<{ sum: number; what: string[] }>((done) => {
        const what: string[] = []
        let sum = 0
        type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources?: { node?: Element | null }[] }
        const take = (list: PerformanceEntryList) => {
          for (const e of list as Shift[]) {
            if (e.hadRecentInput) continue
            sum += e.value
            what.push(`${e.value.toFixed(3)} ${(e.sources ?? []).map((s) => (s.node ? `${s.node.nodeName}.${(s.node as Element).className ?? ''}` : '?')).join(', ')}`)
          }
        }
        const o = new PerformanceObserver((l) => take(l.getEntries()))
        o.observe({ type: 'layout-shift', buffered: true })
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            take(o.takeRecords())
            done({ sum, what })
          }),
        )
      }),
  )

/** Every answer comes late, so that each state of the page is painted. */
const slow = (page: Page) =>
  page.route('**/api/**', async (route) => {
    await new Promise((go) => setTimeout(go, 1_000))
    await route.continue().catch(() => undefined) // the page may have gone on meanwhile
  })

async function still(page: Page, name: string, path: string): Promise<void> {
  for (const [size, view] of Object.entries({ desk: wide, phone })) {
    await page.setViewportSize(view)
    await page.goto(path)
    await settled(page)
    const { sum, what } = await moved(page)
    expect.soft(sum, `${name} on a ${size}: ${what.join(' | ')}`).toBeLessThan(0.05)
  }
}

const firstOf = async (page: Page, list: string, prefix: string) => {
  await page.goto(list)
  await settled(page)
  return (await page.locator(`main a[href^="${prefix}/"]:not([href$="/new"])`).first().getAttribute('href')) ?? ''
}

test('nothing moves while the pages of a visitor come', async ({ browser }) => {
  const { page } = await visit(browser)
  const detail = await firstOf(page, '/demands', '/demands')
  await slow(page)
  for (const [name, path] of [['home', '/'], ['demands', '/demands'], ['demand', detail], ['achievements', '/achievements']] as const) await still(page, name, path)
})

for (const [who, stops] of [
  ['zk-enterprise', ['/todos', '/matches', '/deals', '/demands?scope=mine']],
  ['zk-officer', ['/todos', '/statistics', '/targets', '/demands']],
] as const)
  test(`nothing moves while the pages of ${who} come`, async ({ browser }) => {
    const { page } = await signIn(browser, who)
    const match = who === 'zk-enterprise' ? [await firstOf(page, '/matches', '/matches'), await firstOf(page, '/demands?scope=mine', '/demands')] : []
    await slow(page)
    for (const path of [...stops, ...match]) await still(page, `${who} ${path}`, path)
  })
