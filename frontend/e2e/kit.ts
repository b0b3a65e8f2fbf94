// The common kit of all browser tests: signing in, filling the fields of the design system, and the checks of every
// page.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test'
import { mkdir } from 'node:fs/promises'
import { accountsVariable, addressVariable } from './server'

export const wide = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

const open: BrowserContext[] = []

/** The test of Playwright, which closes after each test the browsers its people sat at: they cost memory and go on asking. */
export const test = base.extend<{ leave: undefined }>({
  leave: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures a fixture needs from this pattern
    async ({}, use) => {
      await use(undefined)
      await Promise.all(open.splice(0).map((c) => c.close()))
    },
    { auto: true },
  ],
})

/** A person at his own browser. Everything the browser complains about is kept in `complaints`. */
export interface Visitor {
  page: Page
  complaints: string[]
}

export async function visit(browser: Browser): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: process.env[addressVariable] })
  open.push(context)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (m) => {
    // The first visit asks for a session that does not exist yet. Chromium reports that answer as an error of its own.
    if (m.type() === 'error' && !m.location().url.endsWith('/api/v1/session/refresh')) complaints.push(`${page.url()}: ${m.text()} ${m.location().url}`)
  })
  page.on('pageerror', (e) => complaints.push(`${page.url()}: ${e.message}`))
  page.on('request', (r) => {
    if (new URL(r.url()).protocol.startsWith('http') && !r.url().startsWith(process.env[addressVariable] ?? '')) complaints.push(`${page.url()}: asked another origin: ${r.url()}`)
  })
  return { page, complaints }
}

export async function signIn(browser: Browser, account: string): Promise<Visitor> {
  const v = await visit(browser)
  const passwords = JSON.parse(process.env[accountsVariable] ?? '{}') as Record<string, string>
  await v.page.goto('/signin')
  await v.page.getByLabel('账号').fill(account)
  await v.page.getByLabel('密码', { exact: true }).fill(passwords[account] ?? '')
  await v.page.getByRole('button', { name: '登录' }).click()
  await expect(v.page.getByRole('heading', { level: 1, name: '待办' })).toBeVisible()
  return v
}

/** Chooses an option of a select by its label and words, again if the list was still moving when it was pressed. */
export async function choose(within: Page | Locator, label: string, option: string): Promise<void> {
  const page = 'page' in within ? within.page() : within
  const field = within.getByLabel(label, { exact: true }).first()
  const list = page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).first()
  await expect(async () => {
    if (!(await list.isVisible())) await field.click()
    // A long list shows only a part of itself, so the option is typed where that is possible.
    if (await field.isEditable()) await field.fill(option)
    await list.click({ timeout: 5_000 })
    await expect(chosen(field)).toContainText(option, { timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
}

/** The select around its input, which shows what is chosen. */
export const chosen = (field: Locator): Locator => field.locator('xpath=ancestor::div[contains(concat(" ", @class, " "), " ant-select ")][1]')

/** Finds an industry by its name in the tree and takes it. */
export async function chooseIndustry(page: Page, label: string, name: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true })
  const found = page.locator('.ant-select-dropdown:visible .ant-select-tree-title').getByText(name, { exact: true }).first()
  await expect(async () => {
    if (!(await found.isVisible())) {
      await field.click()
      await field.fill(name)
    }
    await found.click({ timeout: 5_000 })
    await expect(chosen(field)).toContainText(name, { timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
}

/** Answers the points of an examination: by hand with a reason what the program warns of, the rest in one click. */
export async function examine(page: Page): Promise<void> {
  await expect(page.locator('.finding').first()).toBeVisible()
  await settled(page)
  for (const point of await page.locator('.finding').filter({ hasText: '程序提示有问题' }).all()) {
    await point.locator('.ant-radio-button-wrapper').first().click()
    await point.getByRole('textbox').fill('已对照原件核对。')
  }
  const rest = page.getByTestId('rest')
  if ((await rest.count()) > 0) await rest.click()
}

/** Writes a civil date into a field of the form. */
export async function day(within: Page | Locator, label: string | RegExp, date: string): Promise<void> {
  const field = within.getByLabel(label).first()
  await field.fill(date)
  await field.press('Tab')
  await expect(field).toHaveValue(date)
}

/** The civil date of the county. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
}

/** The page has come to rest: at one and the same moment its heading stands and nothing is loading. */
export async function settled(page: Page): Promise<void> {
  await expect(async () => {
    const loading = await page.evaluate(() => {
      const heading = document.querySelector('h1')
      if (!heading?.getClientRects().length) return 'no heading'
      return document.querySelector('.skeleton, .ant-skeleton, .ant-btn-loading, [aria-busy=true]')?.outerHTML.slice(0, 200) ?? ''
    })
    expect(loading, 'still loading').toBe('')
  }).toPass({ timeout: 60_000 })
}

/** Follows a link of a list to its record. The address changes before the page does: what is pressed too early is pressed on the list. */
export async function follow(page: Page, link: Locator): Promise<void> {
  const heading = page.locator('h1').first()
  const list = await heading.innerText()
  await link.click()
  await expect(heading).not.toHaveText(list)
  await settled(page)
}

/** The button of a step of a flow. Its picture is part of its accessible name and stands first; a filter of a list may be called the same. */
export const step = (v: Visitor, name: string): Locator =>
  v.page.locator('main button:not([aria-pressed])').and(v.page.getByRole('button', { name: new RegExp(`(^| )${name}$`) }))

/** The record of the page stands in this state. */
export const stands = (v: Visitor, state: string): Promise<void> => expect(v.page.locator('.page-head')).toContainText(state)

/** Looks at a page in its present state in both sizes: a picture of each, and its faults. */
export async function look(page: Page, name: string): Promise<void> {
  for (const [size, view] of Object.entries({ desk: wide, phone })) {
    await page.setViewportSize(view)
    await settled(page)
    await picture(page, `${name}-${size}`)
    expect.soft(await faults(page), `${name} on a ${size}`).toEqual([])
  }
  await page.setViewportSize(wide)
}

/** What is wrong with the page in its present state: accessibility, headings, width. */
export async function faults(page: Page): Promise<string[]> {
  const found: string[] = []
  const result = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()
  for (const v of result.violations) {
    const nodes = v.nodes.slice(0, 4).map((n) => n.target.join(' ') + (v.id === 'color-contrast' ? ` (${n.any[0]?.message ?? ''})` : ''))
    found.push(`${v.id} (${v.impact ?? ''}): ${v.help}: ${v.nodes.length} × ${nodes.join(' | ')}`)
  }
  const headings = await page.locator('h1').count()
  if (headings !== 1) found.push(`${headings} headings of level 1`)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  if (over > 1) found.push(`${over} px wider than the screen`)
  return found
}

/** A picture of the whole page for people to look at, in test-results/screens. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir('test-results/screens', { recursive: true })
  await page.screenshot({ path: `test-results/screens/${name}.png`, fullPage: true, animations: 'disabled' })
}
