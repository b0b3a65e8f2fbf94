// All accessibility rules, with those of good practice, on the main pages, and the printed pages.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { follow, phone, picture, settled, signIn, test, visit, wide } from './kit'

// These tests only read.
test.describe.configure({ mode: 'parallel' })

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Each broken rule, with the first places. */
async function broken(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
  return violations.map((v) => `${v.id}: ${v.nodes.length} × ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`)
}

const main: Record<string, string[]> = {
  visitor: ['/', '/demands', '/achievements', '/signin', '/nowhere'],
  'zk-enterprise': ['/todos', '/demands?scope=mine', '/matches', '/deals', '/contracts', '/demands/new'],
  'zk-officer': ['/todos', '/review', '/matches', '/statistics', '/targets', '/imports', '/admin/organizations'],
  'zk-registrar': ['/registrations'],
}

for (const [who, paths] of Object.entries(main)) {
  test(`no rule is broken on the pages of ${who}`, async ({ browser }) => {
    const { page } = await (who === 'visitor' ? visit(browser) : signIn(browser, who))
    for (const path of paths)
      for (const [size, view] of Object.entries({ desk: wide, phone })) {
        await page.setViewportSize(view)
        await page.goto(path)
        await settled(page)
        expect.soft(await broken(page), `${path} on a ${size}`).toEqual([])
      }
    await page.setViewportSize(wide)
    for (const [list, prefix] of [['/demands', '/demands'], ...(who === 'zk-enterprise' ? [['/matches', '/matches'], ['/deals?view=list', '/deals'], ['/contracts', '/contracts']] : [])] as const) {
      await page.goto(list)
      await settled(page)
      await follow(page, page.locator(`main a[href^="${prefix}/"]:not([href$="/new"])`).first())
      expect.soft(await broken(page), `a record of ${prefix}`).toEqual([])
    }
  })
}

test('the menu of a phone fits and can be used with the keyboard', async ({ browser }) => {
  const { page } = await signIn(browser, 'zk-officer')
  await page.setViewportSize(phone)
  await page.goto('/todos')
  await settled(page)
  const bar = page.getByRole('navigation', { name: '常用页面' })
  await expect(bar.getByRole('link')).toHaveText(['待办', '审核发布', '匹配', '统计'])
  await bar.getByRole('button', { name: '我的' }).click()
  const sheet = page.getByRole('dialog')
  for (const name of ['English', '长者模式']) await expect(sheet.getByRole('button', { name })).toBeInViewport()
  expect(await broken(page)).toEqual([])
  await picture(page, 'menu-phone')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
})

test('paper shows the market, the day and the period, and nothing to press', async ({ browser }) => {
  const { page } = await signIn(browser, 'zk-officer')
  for (const path of ['/statistics', '/targets', '/todos', '/demands']) {
    await page.goto(path)
    await settled(page)
    await page.emulateMedia({ media: 'print' })
    await expect(page.locator('.print-head')).toContainText('镇康县科技供需市场')
    await expect(page.locator('.print-head')).toContainText(/打印日期 \d{4}-\d\d-\d\d/)
    if (path === '/statistics') await expect(page.locator('.print-period')).toContainText(/\d{4}-\d\d/)
    expect(await page.locator('button:visible, input:visible, .frame-side:visible, .demo:visible').count(), path).toBe(0)
    await picture(page, `print${path.replace('/', '-')}`)
    await page.emulateMedia({ media: 'screen' })
  }
})

test('a form on paper keeps what is filled in', async ({ browser }) => {
  const { page } = await signIn(browser, 'zk-enterprise')
  await page.goto('/demands/new')
  await page.getByLabel('需求名称').fill('压榨车间辊面耐磨堆焊')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByLabel('需求名称')).toBeVisible()
  await expect(page.getByText('云南省 / 临沧市 / 镇康县')).toBeVisible()
  await expect(page.getByTestId('save-draft')).toBeHidden()
  await page.goto('/demands')
  await expect(page.locator('main [role=search]')).toBeHidden()
})
