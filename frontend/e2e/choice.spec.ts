// 揭榜挂帅 from the closing to the agreement, with records of the demonstration where the clock would be needed. The
// officer examines two teams, one of another county; the mill chooses and records the agreement. The decision of a
// meeting on another challenge is typed in. What the officer presses is counted.
import { expect, type Locator, type Page } from '@playwright/test'
import { choose, day, follow, look, settled, signIn, stands, step, test, today, type Visitor } from './kit'

const title = '亚硫酸法白砂糖色值降到90以下'

/** The most that an officer presses from a demand to its agreement; the opening takes three of it (challenge.spec.ts). */
const mostClicks = 40
const opening = 3

/** Counts what a person presses with the pointer on all pages of his browser. */
async function counted(page: Page): Promise<() => number> {
  let clicks = 0
  await page.exposeFunction('pressed', () => {
    clicks++
  })
  await page.addInitScript(() => document.addEventListener('click', (e) => e.isTrusted && (window as unknown as { pressed: () => void }).pressed(), true))
  return () => clicks
}

const pdf = { name: '协议.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF') }

test('from the closing to the agreement in few clicks of the officer, and a decision typed in', async ({ browser }) => {
  const officer = await signIn(browser, 'zk-officer')
  const presses = await counted(officer.page)
  await officer.page.goto('/challenges?scope=market&state=closed')
  await follow(officer.page, officer.page.getByRole('link', { name: title }))
  const at = new URL(officer.page.url()).pathname
  const teams = officer.page.locator('tbody th').getByRole('link', { name: /研究院|大学/ })
  await expect(teams).toHaveCount(2)
  for (const name of ['邕江糖业工程研究院', '渭北机电大学']) {
    await toBid(officer.page, teams.and(officer.page.getByRole('link', { name })))
    await qualify(officer)
    await officer.page.goto(at)
    await expect(teams).toHaveCount(2)
  }
  await look(officer.page, 'challenge-closed')

  const mill = await signIn(browser, 'zk-enterprise')
  const { page } = mill
  await page.goto(at)
  await toBid(page, page.locator('tbody th').getByRole('link', { name: '邕江糖业工程研究院' }))
  await step(mill, '选定揭榜方').click()
  await page.getByRole('dialog').getByLabel('理由').fill('有两家糖厂的运行记录，承诺值更低。')
  await page.getByRole('dialog').getByRole('button', { name: '选定揭榜方' }).click()
  await stands(mill, '揭榜成功')
  await page.goto(at)
  await stands(mill, '待签协议')
  await step(mill, '登记协议').click()
  const dialog = page.getByRole('dialog')
  await day(dialog, '签订日期', today())
  await dialog.getByLabel('交付时限').fill('2027年9月底前')
  await dialog.getByLabel('资金分配').fill('自筹356万元，按里程碑支付')
  await dialog.locator('input[type=file]').setInputFiles(pdf)
  await expect(dialog.getByRole('button', { name: pdf.name })).toBeVisible()
  await dialog.getByRole('button', { name: '登记协议' }).click()
  await stands(mill, '实施中')
  await look(page, 'challenge-running')
  const officerClicks = presses() + opening
  console.log(`clicks of the officer from the demand to the agreement: ${officerClicks}`)
  expect(officerClicks).toBeLessThanOrEqual(mostClicks)

  await officer.page.goto('/decisions?state=asked')
  await follow(officer.page, officer.page.getByRole('link', { name: /微硅粉提纯/ }))
  await step(officer, '同意').click()
  const decided = officer.page.getByRole('dialog')
  await day(decided, '决定日期', today())
  await decided.getByLabel(/文号/).fill('县政府第21次常务会议纪要')
  await decided.getByRole('button', { name: '同意' }).click()
  await expect(officer.page.getByText('县政府第21次常务会议纪要')).toBeVisible()
  await look(officer.page, 'decision')
  for (const v of [mill, officer]) expect.soft(v.complaints, 'errors in the browser').toEqual([])
})

/** Follows a team to its bid, whose heading is that of the challenge. */
async function toBid(page: Page, link: Locator): Promise<void> {
  await link.click()
  await page.waitForURL(/\/bids\//)
  await settled(page)
}

/** Says of each relation that there is none, and from where it is known. */
async function qualify(v: Visitor): Promise<void> {
  await step(v, '资格审查通过').click()
  const dialog = v.page.getByRole('dialog')
  for (const kind of ['同一单位', '同一法定代表人', '持股或控股', '同一实际控制人']) await choose(dialog, kind, '无')
  const sources = dialog.getByLabel('依据')
  for (let i = 0; i < 4; i++) await sources.nth(i).fill('国家企业信用信息公示系统')
  await dialog.getByRole('button', { name: '资格审查通过' }).click()
  await stands(v, '资格审查通过')
}
