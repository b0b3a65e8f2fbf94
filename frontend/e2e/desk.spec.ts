// The ways out: a declined or ended deal, a match put aside, and the steps of a registrar other than recognition.
import { expect, type Page } from '@playwright/test'
import { choose, day, examine, faults, follow, look, phone, picture, settled, signIn, stands, step, test, today, wide, type Visitor } from './kit'
import { addressVariable } from './server'

/** Opens the first record of a list whose title is none of those another test works on. */
async function open(page: Page, list: string, prefix: string): Promise<void> {
  await page.goto(list)
  await settled(page)
  await follow(page, page.locator(`main a[href^="${prefix}/"]:not([href$="/new"])`).filter({ hasNotText: '甘蔗渣' }).first())
  await expect(page).toHaveURL(new RegExp(`${prefix}/.`))
}

async function end(v: Visitor, name: string, category: string, reason: string): Promise<void> {
  const { page } = v
  await step(v, name).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name }).click()
  await expect(dialog.getByText('请选择原因类别。')).toBeVisible()
  await expect(dialog.getByText('请写明理由。')).toBeVisible()
  await choose(dialog, '原因类别', category)
  await dialog.getByLabel('说明').fill(reason)
  await dialog.getByRole('button', { name }).click()
  await stands(v, '已结束')
  await expect(page.locator('main')).toContainText(category)
  await expect(page.locator('main')).toContainText(reason)
}

async function withReason(v: Visitor, name: string, reason: string): Promise<void> {
  await step(v, name).click()
  const dialog = v.page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(reason)
  await dialog.getByRole('button', { name }).click()
  await expect(dialog).toBeHidden()
}

test('a deal is declined, another ended', async ({ browser }) => {
  const lab = await signIn(browser, 'zk-institute')
  await open(lab.page, '/deals?state=intent', '/deals')
  await end(lab, '谢绝', '成熟度不够', '这项成果还在小试，暂不对外。')
  await look(lab.page, 'deal-declined')
  const firm = await signIn(browser, 'zk-enterprise')
  await open(firm.page, '/deals?state=agreed', '/deals')
  await end(firm, '结束对接', '价格谈不拢', '报价超过预算一倍，双方同意不再谈。')
  for (const v of [lab, firm]) expect.soft(v.complaints, 'errors in the browser').toEqual([])
})

test('a match is put aside and brought back', async ({ browser }) => {
  const broker = await signIn(browser, 'zk-broker')
  const { page } = broker
  await page.goto('/matches')
  await settled(page)
  // The best pair without a deal comes from the list, so that the pair of another test is never taken.
  const links = await page.locator('main a[href^="/matches/"]').evaluateAll((as) => as.map((a) => a.getAttribute('href') ?? ''))
  let match = ''
  for (const link of links.reverse()) {
    await page.goto(link)
    await settled(page)
    if (await page.getByTestId('decline-match').isVisible()) {
      match = link
      break
    }
  }
  expect(match).not.toBe('')
  await page.getByTestId('decline-match').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /排\s*除/ }).click()
  await expect(dialog.getByText('请选择原因类别。')).toBeVisible()
  await dialog.getByLabel('其他').check()
  await dialog.getByRole('button', { name: /排\s*除/ }).click()
  await expect(dialog.getByText('选“其他”时请用几个字说明原因。')).toBeVisible()
  await page.setViewportSize(phone)
  expect.soft(await faults(page), 'the dialog').toEqual([])
  // On a phone every reason fits one line, so that no single character wraps to the next.
  const lines = await dialog.locator('.ant-radio-label').evaluateAll((ls) => ls.map((l) => l.clientHeight / parseFloat(getComputedStyle(l).lineHeight)))
  expect(Math.max(...lines)).toBeLessThan(1.5)
  await picture(page, 'match-decline-phone')
  await page.setViewportSize(wide)
  await dialog.getByLabel('技术不对路').check()
  await dialog.getByRole('button', { name: /排\s*除/ }).click()
  await expect(page.getByText('您已排除：技术不对路')).toBeVisible()
  await look(page, 'match-declined')
  await page.goto('/matches?declined=true')
  await settled(page)
  await expect(page.locator(`main a[href="${match}"]`).first()).toBeVisible()
  await page.goto(match)
  await page.getByTestId('restore-match').click()
  await expect(page.getByTestId('decline-match')).toBeVisible()
  expect.soft(broker.complaints, 'errors in the browser').toEqual([])
})

test('a requirement is shown with the sentence of either side', async ({ browser }) => {
  const broker = await signIn(browser, 'zk-broker')
  const { page } = broker
  await page.goto('/matches?q=糖浆气浮')
  await settled(page)
  await follow(page, page.getByRole('row').filter({ hasText: '降色值技术' }).locator('a[href^="/matches/"]').first())
  const line = page.getByRole('row', { name: /^吨糖新增成本/ })
  await expect(line.locator('q').first()).toHaveText('成品糖色值要降到80IU以下，吨糖新增成本不超过45元/t')
  await expect(line.locator('q').last()).toHaveText('按药剂、电耗和人工核算，吨糖新增成本为38元/t')
  await expect(line).toContainText('满足')
  expect.soft(broker.complaints, 'errors in the browser').toEqual([])
})

test('learning is tried, and refused in words while there is too little feedback', async ({ browser }) => {
  const admin = await signIn(browser, 'zk-admin')
  const { page } = admin
  await page.goto('/admin/learning')
  await settled(page)
  await page.getByTestId('refit-try').click()
  const result = page.getByTestId('refit-result')
  await expect(result).toContainText('反馈还不够，分量不变')
  await look(page, 'learning-refused')
  await page.getByTestId('refit').click()
  await page.locator('.ant-popover').getByRole('button', { name: '学习并上线' }).click()
  await expect(result).toHaveAttribute('data-outcome', 'too-few')
  await expect(page.getByText('各市场共用的默认值')).toBeVisible()
  expect.soft(admin.complaints, 'errors in the browser').toEqual([])
})

test('the notice of the next year is entered, refused in words, and corrected', async ({ browser }) => {
  const admin = await signIn(browser, 'zk-admin')
  const { page } = admin
  await page.goto('/admin/market')
  await settled(page)
  const enter = page.getByTestId(/^enter-\d+$/).last()
  test.skip((await enter.count()) === 0, 'SKIP: the program knows the notice of each year that can be entered')
  const year = Number(/\d+/.exec(await enter.innerText())?.[0])
  const opened = async (v: Page, n: number, month: string) => {
    await v.getByTestId(`enter-${year}`).click()
    const form = v.getByRole('form', { name: `${year} 年放假安排` })
    await form.getByLabel('发文字号').fill(`国办发明电[${year - 1}]${n}号`)
    for (const [i, rest] of ['01-01..01-01', '02-01..02-07', '04-05..04-05', `${month}-01..${month}-04`, '06-10..06-10', '09-20..09-20', '10-01..10-07'].entries()) {
      const [first, last] = rest.split('..')
      const row = form.getByTestId(`rest-${i}`)
      await day(row, '放假第一天', `${year}-${first}`)
      await day(row, '放假最后一天', `${year}-${last}`)
    }
    return form
  }
  const form = await opened(page, 9, '06')
  await form.getByRole('button', { name: '保存放假安排' }).click()
  await expect(form.getByText(/劳动节不会在这几天/)).toBeVisible()
  await look(page, 'notice-refused')
  await day(form.getByTestId('rest-3'), '放假第一天', `${year}-05-01`)
  await day(form.getByTestId('rest-3'), '放假最后一天', `${year}-05-04`)
  // Another administrator enters the same notice meanwhile.
  const other = (await signIn(browser, 'zk-admin')).page
  await other.goto('/admin/market')
  await settled(other)
  const theirs = await opened(other, 10, '05')
  await form.getByRole('button', { name: '保存放假安排' }).click()
  await expect(form).toBeHidden()
  await expect(page.locator('#calendar')).toContainText(`国办发明电〔${year - 1}〕9号`)
  await expect(page.locator('main')).toContainText(`${year}年放假安排：国办发明电〔${year - 1}〕9号`)
  await page.locator('#calendar').getByRole('button', { name: '更正' }).click()
  await theirs.getByRole('button', { name: '保存放假安排' }).click()
  await expect(other.getByTestId('stale')).toContainText(`国办发明电〔${year - 1}〕9号`)
  await other.getByRole('button', { name: '按选择继续保存' }).click()
  await expect(theirs).toBeHidden()

  await form.getByTestId('rest-0').getByLabel('调休上班日').fill(sunday(year))
  const stale = page.getByRole('dialog', { name: '这条记录刚被别人改过' })
  for (const answer of ['先不保存', '按选择继续保存']) {
    await form.getByRole('button', { name: '保存放假安排' }).click()
    await expect(stale.getByTestId('stale')).toContainText(`国办发明电〔${year - 1}〕10号`)
    await expect(stale.getByTestId('stale')).toContainText('各节日')
    await look(page, 'notice-stale')
    await stale.getByRole('button', { name: answer }).click()
    await expect(stale).toBeHidden()
    if (answer === '先不保存') await expect(form.getByTestId('rest-0').getByLabel('调休上班日')).toHaveValue(sunday(year))
  }
  await expect(form).toBeHidden()
  await expect(page.locator('#calendar')).toContainText(`国办发明电〔${year - 1}〕10号`)
  await page.locator('#calendar').getByRole('button', { name: '更正' }).click()
  await expect(form.getByTestId('rest-0').getByLabel('调休上班日')).not.toHaveValue('')
  // The browser reports refused requests too.
  const told = admin.complaints.filter((c) => !/422 .*\/api\/v1\/calendar$|412 .*\/api\/v1\/calendar\/\d+$/.test(c))
  expect.soft(told, 'errors in the browser').toEqual([])
})

/** The first Sunday of a year after its third day, as a notice writes it. */
function sunday(year: number): string {
  for (let d = 4; ; d++) if (new Date(Date.UTC(year, 0, d)).getUTCDay() === 0) return `1月${d}日（周日）`
}

test('who signs out without a connection is out, and the server is told when it is back', async ({ browser }) => {
  const { page } = await signIn(browser, 'zk-broker')
  const context = page.context()
  await context.setOffline(true)
  await page.getByRole('button', { name: /技术经理人/ }).click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('link', { name: '登录' }).or(page.getByRole('button', { name: '登录' })).first()).toBeVisible()
  await expect(page.getByText('罗桥')).toHaveCount(0)
  expect((await context.cookies(`${process.env[addressVariable] ?? ''}/api/v1/session`)).map((c) => c.name)).toContain('kebang_refresh')
  const told = page.waitForResponse((r) => r.request().method() === 'DELETE' && r.url().endsWith('/api/v1/session'))
  await context.setOffline(false)
  expect((await told).status()).toBe(204)
  expect(await context.cookies(`${process.env[addressVariable] ?? ''}/api/v1/session`)).toEqual([])
  await page.goto('/todos')
  await expect(page.getByText('罗桥')).toHaveCount(0)
})

test('a list is narrowed by its facets, and loosened again', async ({ browser }) => {
  const broker = await signIn(browser, 'zk-broker')
  const { page } = broker
  await page.goto('/demands')
  await settled(page)
  const total = async () => Number(/\d+/.exec((await page.locator('main [role=status]').filter({ hasText: '共' }).innerText()))?.[0])
  const all = await total()
  const sugar = page.getByRole('button', { name: /^糖（甘蔗制糖），\d+ 条$/ })
  const told = async () => Number(/(\d+) 条/.exec((await sugar.getAttribute('aria-label')) ?? '')?.[1])
  expect(await told()).toBeLessThan(all)
  await sugar.focus()
  await page.keyboard.press('Enter')
  await expect(sugar).toHaveAttribute('aria-pressed', 'true')
  await expect(page).toHaveURL(/industry=01/)
  // Another test may publish a demand meanwhile.
  await expect.poll(async () => (await total()) - (await told())).toBe(0)
  await look(page, 'facets')
  await page.goto('/demands?industry=03&mode=talent')
  await settled(page)
  await look(page, 'facets-none')
  await page.getByTestId('loosen-mode').click()
  await expect(page).not.toHaveURL(/mode=/)
  await expect(page).toHaveURL(/industry=03/)
  await page.getByTestId('clear-filters').click()
  await expect.poll(total).toBeGreaterThanOrEqual(all)
  await page.setViewportSize(phone)
  await page.getByTestId('filters').click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: /^茶，/ }).click()
  await expect(sheet.getByRole('button', { name: /看 \d+ 条结果/ })).toBeVisible()
  await picture(page, 'facets-sheet-phone')
  expect.soft(await faults(page), 'the sheet').toEqual([])
  await sheet.getByRole('button', { name: /看 \d+ 条结果/ }).click()
  await expect(sheet).toBeHidden()
  await expect(page).toHaveURL(/industry=03/)
  expect.soft(broker.complaints, 'errors in the browser').toEqual([])
})

test('the registrar returns, refuses, corrects and cancels', async ({ browser }) => {
  const registrar = await signIn(browser, 'zk-registrar')
  const { page } = registrar

  await test.step('returns a file for correction', async () => {
    await open(page, '/registrations?state=submitted', '/registrations')
    await withReason(registrar, '退回补正', '缺盖章页，请补扫描件。')
    await stands(registrar, '退回补正')
    await expect(page.locator('main')).toContainText('缺盖章页，请补扫描件。')
    await look(page, 'desk-returned')
  })

  await test.step('refuses one with a head and a reason', async () => {
    await open(page, '/registrations?state=accepted', '/registrations')
    await step(registrar, '不予登记').click()
    await expect(page.getByText('请选择不予登记的情形。')).toBeVisible()
    await choose(page, '不予登记的情形', '合同标的不明确')
    await page.locator('form').filter({ has: page.getByLabel('不予登记的情形') }).getByLabel('理由').fill('内容只是常规检测，没有技术开发。')
    await step(registrar, '不予登记').click()
    await stands(registrar, '不予登记')
    await expect(page.locator('main')).toContainText('内容只是常规检测，没有技术开发。')
    await look(page, 'desk-refused')
  })

  await test.step('takes a recognised one back for review, and registers it after all', async () => {
    await open(page, '/registrations?state=awaitNumber', '/registrations')
    await withReason(registrar, '退回审查', '金额需再核一次。')
    await stands(registrar, '已受理')
    await examine(page)
    await step(registrar, '认定通过').click()
    await stands(registrar, '待国家系统登记')
    await page.getByLabel('登记编号（16 位数字）').fill('2026530924990002')
    await day(page, /^登记日期/, today())
    await step(registrar, '录入登记编号').click()
    await stands(registrar, '已登记')
  })

  // The contract is one registered today. Those of a former year are closed, and in January most are.
  await test.step('corrects its amounts, then cancels it', async () => {
    await settled(page)
    await page.getByRole('button', { name: '更正登记金额' }).first().click()
    const form = page.locator('form').filter({ has: page.getByLabel('更正理由') })
    await form.getByLabel('合同成交额').fill('321')
    await form.getByLabel('更正理由').fill('补充协议增加了成交额。')
    await form.getByRole('button', { name: '更正登记金额' }).click()
    await expect(page.locator('.narrow-amounts')).toContainText('321')
    await expect(page.locator('main')).toContainText(/成交额.*→.*321/) // the former and the new amount
    await look(page, 'desk-corrected')
    await withReason(registrar, '注销登记', '合同已解除。')
    await stands(registrar, '登记已注销')
    await look(page, 'desk-withdrawn')
  })
  expect.soft(registrar.complaints, 'errors in the browser').toEqual([])
})

test('large type cuts nothing off on the desks of an administrator and a registrar', async ({ browser }) => {
  for (const [account, paths] of [
    ['zk-admin', ['/todos', '/admin/jobs', '/admin/organizations', '/admin/market']],
    ['zk-registrar', ['/registrations?state=registered', '/contracts', 'desk']], // those of former years always exist
  ] as const) {
    const { page } = await signIn(browser, account)
    await page.evaluate(() => localStorage.setItem('kebang.elder', 'on'))
    let desk = ''
    for (const path of paths) {
      await page.goto(path === 'desk' ? desk : path)
      await settled(page)
      for (const [size, view] of Object.entries({ desk: wide, phone })) {
        await page.setViewportSize(view)
        await settled(page)
        if (path.startsWith('/registrations?') && size === 'desk') desk = (await page.locator('main a[href^="/registrations/"]').first().getAttribute('href')) ?? ''
        expect.soft(await cutOff(page), `${path} of ${account} on a ${size}`).toEqual([])
      }
      await page.setViewportSize(wide)
    }
  }
})

/** What large type could push out of sight: the page, a table, the name of the market, the choice of a filter. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('html, .ant-table-content, .brand b, [role="search"] .ant-select-content')]
      .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
      .map((e) => `${e.tagName} ${e.className}: ${e.scrollWidth} in ${e.clientWidth} px: ${e.innerText.slice(0, 20)}`),
  )
