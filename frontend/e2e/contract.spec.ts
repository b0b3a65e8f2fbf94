// A contract on its way to the registry: the fields that lead to registration, two versions of one record, the text
// beside its words. It also covers a desk of twelve clicks and a second registrar.
import { expect, type Page } from '@playwright/test'
import { choose, day, examine, faults, follow, look, phone, picture, settled, signIn, stands, step, test, today, wide } from './kit'

const project = '蔗叶打捆机技术服务'

test('two people edit one contract: both versions are shown, then saving goes on', async ({ browser }) => {
  const [one, two] = [await signIn(browser, 'zk-enterprise'), await signIn(browser, 'zk-enterprise')]
  const { page } = one
  await page.goto('/contracts/new')
  await page.getByLabel('项目名称').fill(project)
  await page.getByRole('button', { name: '填入本单位' }).last().click()
  const missing = page.getByTestId('missing')
  await expect(missing).toContainText('登记还缺')
  await missing.getByRole('button', { name: /另有 \d+ 项/ }).click()
  await missing.getByRole('button', { name: '技术领域' }).click()
  await expect(page.getByLabel('技术领域')).toBeFocused()
  await look(page, 'contract-form-missing')
  await page.getByRole('button', { name: '保存草稿' }).click()
  await expect(page.getByRole('heading', { level: 1, name: project })).toBeVisible()
  await page.getByTestId('lacks').getByRole('link', { name: '去修改' }).first().click()
  await expect(page).toHaveURL(/field=/)
  const at = new URL(page.url()).pathname
  await two.page.goto(at)
  await settled(two.page)
  await settled(page)
  // The second person saves first.
  await two.page.getByLabel('合同成交额').fill('60')
  await two.page.getByLabel('其他约定').fill('另一位同事写的约定。')
  await two.page.getByRole('button', { name: '保存草稿' }).click()
  await expect(two.page.getByRole('heading', { level: 1, name: project })).toBeVisible()
  await page.getByLabel('合同成交额').fill('80')
  await page.getByLabel('标的的内容、范围和要求').fill('提供蔗叶打捆机的改进服务。')
  await page.getByRole('button', { name: '保存草稿' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByTestId('stale')).toContainText('合同成交额')
  await expect(dialog.getByTestId('stale')).toContainText('另一位同事写的约定。')
  expect.soft(await faults(page), 'the dialog').toEqual([])
  await picture(page, 'contract-stale-desk')
  await page.setViewportSize(phone)
  expect.soft(await faults(page), 'the dialog on a phone').toEqual([])
  await picture(page, 'contract-stale-phone')
  await page.setViewportSize(wide)
  // Not now: the input outlives the page, although the record is newer.
  await dialog.getByRole('button', { name: '先不保存' }).click()
  await expect(page.getByText('再按保存可以逐栏对照后继续')).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: '恢复' }).click()
  await expect(dialog.getByTestId('stale')).toContainText('合同成交额')
  await dialog.getByRole('button', { name: '按选择继续保存' }).click()
  await expect(page.getByLabel('其他约定')).toHaveValue('另一位同事写的约定。')
  await page.getByRole('button', { name: '保存草稿' }).click()
  await expect(page.getByRole('heading', { level: 1, name: project })).toBeVisible()
  await expect(page.locator('main')).toContainText('提供蔗叶打捆机的改进服务。')
  await expect(page.locator('main')).toContainText('另一位同事写的约定。')
  await expect(page.locator('.two-amounts').first()).toContainText('80')
  // The browser reports the refused save too.
  const told = one.complaints.filter((c) => !/412 .*\/api\/v1\/contracts\//.test(c))
  expect.soft(told, 'errors in the browser').toEqual([])
})

test('a text is confirmed once it was opened', async ({ browser }) => {
  const lab = await signIn(browser, 'zk-institute')
  const { page } = lab
  await page.goto('/contracts?state=confirming')
  await settled(page)
  await follow(page, page.getByRole('link', { name: /宿根蔗水肥一体化/ }).first())
  await expect(step(lab, '确认合同文本')).toBeDisabled()
  await page.getByTestId('read-text').click()
  await expect(page.getByTestId('wording')).toContainText('宿根蔗水肥一体化技术服务')
  await expect(step(lab, '确认合同文本')).toBeEnabled()
  await look(page, 'contract-wording')
})

// The PDF has one page with one line; Chromium rebuilds the table of its parts.
const pdf = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>endobj
4 0 obj<</Length 52>>stream
BT /F1 28 Tf 60 760 Td (Ji shu fu wu he tong) Tj ET\n
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Size 6/Root 1 0 R>>
%%EOF`)

test('an uploaded PDF or picture stands in the page before it is confirmed', async ({ browser }) => {
  const lab = await signIn(browser, 'zk-institute')
  const { page } = lab
  await page.goto('/contracts?state=confirming')
  await settled(page)
  await follow(page, page.getByRole('link', { name: /宿根蔗水肥一体化/ }).first())
  const drawn = await page.screenshot({ clip: { x: 0, y: 0, width: 400, height: 400 } })
  for (const file of [
    { name: '双方拟好的文本.pdf', mimeType: 'application/pdf', buffer: pdf },
    { name: '手写文本.png', mimeType: 'image/png', buffer: drawn },
  ]) {
    await page.locator('input[type=file]').first().setInputFiles(file)
    await expect(page.getByRole('button', { name: file.name })).toBeVisible()
    await expect(step(lab, '确认合同文本')).toBeDisabled()
    await page.getByTestId('read-text').click()
    const shown = page.getByTestId('file-view')
    await expect(shown).toHaveAttribute('src', /^blob:/)
    await expect(shown).toBeVisible()
    if (file.name.endsWith('.png')) expect(await shown.evaluate((x: HTMLImageElement) => x.naturalWidth)).toBe(400)
    await expect(step(lab, '确认合同文本')).toBeEnabled()
    await look(page, file.name.endsWith('.png') ? 'contract-picture' : 'contract-pdf')
    await page.getByTestId('read-text').click()
  }
  await page.locator('input[type=file]').first().setInputFiles({ name: '说明.xlsx', mimeType: 'text/plain', buffer: Buffer.from('x') })
  await expect(page.getByText('不支持这种文件')).toBeVisible()
  expect.soft(lab.complaints.filter((c) => !c.includes('/api/v1/files')), 'errors in the browser').toEqual([])
})

/** The clicks of a person on the page since the last call. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const w = window as unknown as { clicks: number }
    w.clicks = 0
    document.addEventListener('click', (e) => e.isTrusted && w.clicks++, true)
  })
  return () => page.evaluate(() => (window as unknown as { clicks: number }).clicks)
}

test('an ordinary contract takes at most twelve clicks at the desk, and its conclusions are kept', async ({ browser }) => {
  const admin = await signIn(browser, 'wx-admin')
  await admin.page.goto('/admin/market')
  await settled(admin.page)
  await choose(admin.page, '认定登记的复核', '全部须复核')
  await admin.page.getByRole('button', { name: /保\s*存/ }).first().click()
  await expect(admin.page.getByText('市场资料已保存')).toBeVisible()

  const registrar = await signIn(browser, 'wx-registrar')
  const { page } = registrar
  await page.goto('/registrations?state=submitted')
  await settled(page)
  await follow(page, page.locator('main a[href^="/registrations/"]').first())
  const clicks = await countClicks(page)
  await step(registrar, '受理').click()
  await stands(registrar, '已受理')
  await page.getByRole('tab', { name: '合同全文' }).click() // the text opens where it is judged
  await expect(page.getByTestId('wording')).toBeVisible()
  await examine(page)
  await look(page, 'desk-examination')
  await step(registrar, '认定通过').click()
  await stands(registrar, '待国家系统登记')
  // The market asks for a second registrar. Without one the page gives the reason.
  await expect(step(registrar, '录入登记编号')).toHaveCount(0)
  await expect(page.getByText('您是认定人，复核应由另一名登记员办理。')).toBeVisible()
  await look(page, 'desk-second')
  await page.getByLabel('一人办理的理由').fill('B角外出培训，县局同意一人办理。')
  await step(registrar, '一人办理').click()
  await page.getByLabel('登记编号（16 位数字）').fill('2026140429990077')
  await day(page, /^登记日期/, today())
  await step(registrar, '录入登记编号').click()
  await stands(registrar, '已登记')
  expect(await clicks()).toBeLessThanOrEqual(12)
  await expect(page.locator('main')).toContainText('B角外出培训')
  const archive = page.getByTestId('findings-archive')
  await archive.getByRole('button').click()
  await expect(archive).toContainText('其余均符合，一次确认')
  await expect(archive).toContainText('程序判定，登记员确认')
  await look(page, 'desk-archive')

  await choose(admin.page, '认定登记的复核', '不须复核')
  await admin.page.getByRole('button', { name: /保\s*存/ }).first().click()
  expect.soft(registrar.complaints, 'errors in the browser').toEqual([])
})
