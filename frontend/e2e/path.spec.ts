// The path of the product through its pages, by the people who walk it. A demand becomes a match with reasons, a deal
// and a contract with one confirmed text. It ends as a registration with its 16-digit number, and a figure in the
// statistics.
import { expect } from '@playwright/test'
import { choose, chooseIndustry, chosen, day, examine, follow, look, picture, settled, signIn, stands, step, test, today, type Visitor } from './kit'

const demand = '降低机榨甘蔗渣出榨水分并稳定锅炉燃烧'
const achievement = '甘蔗渣末座重辊深度脱水成套技术'
const project = '甘蔗渣深度脱水技术开发'
const number = '2026530924990001'

const sureStep = async (v: Visitor, name: string) => {
  await step(v, name).click()
  await v.page.getByRole('dialog').getByRole('button', { name }).click()
}

test('from a demand to a registered contract', async ({ browser }) => {
  const firm = await signIn(browser, 'zk-enterprise')
  const lab = await signIn(browser, 'zk-institute')
  const officer = await signIn(browser, 'zk-officer')
  const registrar = await signIn(browser, 'zk-registrar')
  let deal = ''
  let contract = ''

  await test.step('the enterprise posts a demand with a must-have', async () => {
    const { page } = firm
    await page.goto('/demands/new')
    await page.getByLabel('需求名称').fill(demand)
    await page.getByLabel('要解决的问题').fill('压榨末座出来的甘蔗渣水分在百分之五十二以上，进锅炉后燃烧不稳定，需要掺烧燃煤。希望在压榨末段增加深度脱水手段，把蔗渣水分压下来，糖分收回不降低。')
    await chooseIndustry(page, '所属行业', '制糖炼糖')
    await page.getByRole('button', { name: '加一条指标' }).click()
    const line = page.getByTestId('requirements-0')
    await line.getByLabel('指标', { exact: true }).fill('蔗渣水分')
    await choose(line, '比较', '不高于 ≤')
    await line.getByLabel('数值').fill('48')
    await line.getByLabel('单位').fill('%')
    await expect(chosen(line.getByLabel('比较', { exact: true }))).toContainText('不高于')
    await picture(page, 'path-1-demand')
    await page.getByRole('button', { name: '保存并提交审核' }).click()
    await stands(firm, '待审核')
  })

  await test.step('the institute posts an achievement', async () => {
    const { page } = lab
    await page.goto('/achievements/new')
    await page.getByLabel('成果名称').fill(achievement)
    await page.getByLabel('成果简介').fill('在压榨末座加装变频重辊和导流槽，对甘蔗渣深度脱水，蔗渣水分稳定在百分之四十六以下，锅炉燃烧稳定，不再掺烧燃煤，糖分收回不降低。')
    await chooseIndustry(page, '所属行业', '制糖炼糖')
    await page.getByRole('button', { name: '加一条指标' }).click()
    const line = page.getByTestId('indicators-0')
    await line.getByLabel('指标', { exact: true }).fill('蔗渣水分')
    await choose(line, '比较', '不高于 ≤')
    await line.getByLabel('数值').fill('46')
    await line.getByLabel('单位').fill('%')
    await line.getByLabel('依据（检测报告、用户、标准）').fill('两个榨季的生产记录')
    await page.getByRole('button', { name: '保存并提交审核' }).click()
    await stands(lab, '待审核')
  })

  await test.step('the officer publishes both', async () => {
    const { page } = officer
    for (const [kind, title] of [['demand', demand], ['achievement', achievement]] as const) {
      await page.goto(`/review?kind=${kind}`)
      await page.getByRole('link', { name: title }).click()
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      await step(officer, '发布').click()
      await expect(page).toHaveURL(/\/review/)
      await expect(page.getByRole('link', { name: title })).toHaveCount(0)
    }
  })

  await test.step('the enterprise sees the match with its ring and the requirement table, and opens a deal', async () => {
    const { page } = firm
    await page.reload()
    const match = page.getByRole('article', { name: achievement })
    await expect(match.getByRole('img', { name: /\d+/ })).toBeVisible()
    const line = match.getByRole('row').filter({ hasText: '蔗渣水分' })
    await expect(line).toContainText('48')
    await expect(line).toContainText('46')
    await expect(line.getByText('满足', { exact: true })).toBeVisible()
    await look(page, 'path-2-match')
    await match.getByRole('button', { name: '发起对接' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '发起对接' }).click()
    await expect(page).toHaveURL(/\/deals\/./)
    await stands(firm, '意向')
    deal = new URL(page.url()).pathname
  })

  await test.step('the institute finds it among its tasks and consents', async () => {
    const { page } = lab
    await page.goto('/todos')
    await page.getByTestId('todo-deal-intent').filter({ hasText: demand }).click()
    await expect(page).toHaveURL(new RegExp(deal))
    await step(lab, '同意对接').press('Enter')
    await expect(lab.page.locator('h1')).toBeFocused() // the button is gone, so the focus moves to the heading
    await stands(lab, '洽谈中')
  })

  await test.step('they agree on the terms', async () => {
    await firm.page.reload()
    await firm.page.getByLabel('新记录').fill('看过样机，双方同意先做一条生产线。')
    await step(firm, '写入记录').click()
    await expect(firm.page.getByText('看过样机，双方同意先做一条生产线。')).toBeVisible()
    await step(firm, '提出条件').click()
    const card = firm.page.getByRole('dialog')
    await card.getByLabel('价格（或区间下限）').fill('200')
    await choose(card, '合作方式', '委托开发')
    await card.getByLabel('下一步').fill('供方起草合同')
    await card.getByRole('button', { name: '提出条件' }).click()
    await expect(firm.page.getByText('等对方接受')).toBeVisible()
    await lab.page.reload()
    await step(lab, '接受条件').click()
    await stands(lab, '已商定')
    await firm.page.reload()
    await stands(firm, '已商定')
  })

  await test.step('the institute writes the contract and its text', async () => {
    const { page } = lab
    await page.reload()
    await page.getByRole('link', { name: '新建合同' }).click()
    await expect(page).toHaveURL(/\/contracts\/new/)
    await page.getByLabel('项目名称').fill(project)
    await choose(page, '合同类别', '技术开发')
    await choose(page, '子类', '委托开发')
    // The deal supplies the parties with their codes and the targets of both listings.
    await expect(page.getByLabel('统一社会信用代码').first()).toHaveValue(/^[0-9A-Z]{18}$/)
    await expect(page.getByLabel('技术指标和参数')).toHaveValue(/蔗渣水分不高于48%/)
    await expect(page.getByTestId('missing')).toContainText('登记还缺')
    await day(page, '签订日期', today())
    await day(page, '有效期起', today())
    await day(page, '有效期止', '2099-12-31')
    await choose(page.locator('.party-grid > *').nth(0), '单位性质', '021 科研机构')
    await choose(page.locator('.party-grid > *').nth(1), '单位性质', '150 有限责任公司')
    await page.getByLabel('合同成交额').fill('200')
    await choose(page, '支付方式', '一次总算、一次总付')
    await page.getByRole('button', { name: '添加一项' }).click()
    await page.getByLabel('费用', { exact: true }).fill('50')
    await page.getByLabel('说明', { exact: true }).fill('压榨重辊一套')
    await expect(page.getByLabel('按填写内容计算')).toContainText('150')
    await choose(page, '技术领域', '先进制造技术')
    await chooseIndustry(page, '行业', '制糖炼糖')
    await expect(page.getByTestId('missing')).toHaveCount(0) // the line disappears when nothing is missing
    await page.getByLabel('标的的内容、范围和要求').fill('研制并安装甘蔗渣深度脱水装置一套，蔗渣水分不高于百分之四十八。')
    await picture(page, 'path-3-contract-form')
    await page.getByRole('button', { name: '保存草稿' }).click()
    await expect(page.getByRole('heading', { level: 1, name: project })).toBeVisible()
    contract = new URL(page.url()).pathname
    await step(lab, '按内容生成文本').click()
    await expect(page.getByTestId('contract-hash')).toHaveText(/^[0-9a-f]{64}$/)
    await sureStep(lab, '提交双方确认')
    await stands(lab, '待双方确认')
  })

  await test.step('both sides confirm the same file', async () => {
    const hash = await lab.page.getByTestId('contract-hash').textContent()
    await firm.page.goto(contract)
    await expect(firm.page.getByTestId('contract-hash')).toHaveText(hash ?? '')
    for (const side of [lab, firm]) {
      await expect(step(side, '确认合同文本')).toBeDisabled() // until the text was opened
      await side.page.getByTestId('read-text').click()
      await expect(side.page.getByTestId('wording')).toContainText('蔗渣水分不高于百分之四十八')
      await step(side, '确认合同文本').click()
      const dialog = side.page.getByRole('dialog')
      await expect(dialog).toContainText(hash ?? '')
      await dialog.getByRole('checkbox').check()
      await dialog.getByRole('button', { name: '确认合同文本' }).click()
      await expect(dialog).toBeHidden()
      if (side === lab) await firm.page.reload()
    }
    await stands(firm, '已签订')
    await firm.page.goto(deal)
    await stands(firm, '已签约')
  })

  await test.step('the seller files it for registration', async () => {
    await lab.page.reload()
    await sureStep(lab, '提交认定登记')
    await stands(lab, '待受理')
    await look(lab.page, 'path-4-contract')
  })

  await test.step('the registrar accepts, examines and enters the number', async () => {
    const { page } = registrar
    await page.goto('/registrations')
    await follow(page, page.getByRole('link', { name: project }))
    // An ordinary contract takes at most twelve clicks from 受理 to the number. The picture of the desk is no click.
    await page.evaluate(() => {
      const w = window as unknown as { clicks: number }
      w.clicks = 0
      document.addEventListener('click', (e) => e.isTrusted && w.clicks++, true)
    })
    await step(registrar, '受理').click()
    await stands(registrar, '已受理')
    await examine(page)
    await look(page, 'path-5-examination')
    await step(registrar, '认定通过').click()
    await stands(registrar, '待国家系统登记')
    await page.getByLabel('登记编号（16 位数字）').click()
    await page.getByLabel('登记编号（16 位数字）').fill('123')
    await day(page, /^登记日期/, today())
    await step(registrar, '录入登记编号').click()
    await expect(page.getByText('登记编号为 16 位数字。')).toBeVisible()
    await page.getByLabel('登记编号（16 位数字）').fill(number)
    await step(registrar, '录入登记编号').click()
    await stands(registrar, '已登记')
    expect(await page.evaluate(() => (window as unknown as { clicks: number }).clicks)).toBeLessThanOrEqual(12)
    // The file contains the conclusions.
    await page.getByTestId('findings-archive').getByRole('button').click()
    await expect(page.getByTestId('findings-archive')).toContainText('其余均符合，一次确认')
    await expect(page.getByTestId('findings-archive')).toContainText('程序判定，登记员确认')
    await expect(page.locator('main')).toContainText(number)
    await picture(page, 'path-6-registered')
  })

  await test.step('the officer sees it in the statistics', async () => {
    const { page } = officer
    await page.goto('/statistics')
    await settled(page)
    await page.locator('.stat-head.tech').click()
    await expect(page).toHaveURL(/\/statistics\/rows/)
    const row = page.getByRole('row').filter({ hasText: project })
    await expect(row).toContainText(number)
    await expect(row).toContainText('200')
    await expect(row).toContainText('150')
    await picture(page, 'path-7-statistics')
  })

  for (const v of [firm, lab, officer, registrar]) expect.soft(v.complaints, 'errors in the browser').toEqual([])
})
