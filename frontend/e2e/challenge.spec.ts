// 揭榜挂帅 by talks: a mill puts a problem out and the officer opens it. A team of the county and one of another county
// talk and hand in. A notice of the office stands, and an objection to it is answered.
import { expect } from '@playwright/test'
import { choose, chooseIndustry, day, look, signIn, stands, step, test, today, type Visitor } from './kit'

const title = '蔗渣低温脱水与造粒'

const later = (days: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now() + days * 86_400_000)

test('a challenge by talks, with a team of another county', async ({ browser }) => {
  const mill = await signIn(browser, 'zk-enterprise')
  const { page } = mill
  await page.goto('/challenges')
  await page.getByRole('link', { name: '新建榜单' }).click()
  await page.getByLabel('名称', { exact: true }).fill(title)
  await page.getByRole('button', { name: '保存' }).click()
  await stands(mill, '草稿')
  await step(mill, '提交审核').click()
  await expect(page.getByText('榜单有内容需要修改')).toBeVisible()
  await page.getByRole('link', { name: '修改' }).click()
  await choose(page, '榜单类别', '技术攻关')
  await choose(page, '问题类型', '技术问题')
  await chooseIndustry(page, '所属产业', '制糖炼糖')
  await page.getByLabel('为什么重要').fill('每年三万吨蔗渣堆放发霉，只能低价卖掉。')
  await page.getByLabel('要解决什么').fill('把压榨后含水五成的蔗渣降到一成五以下，能耗不高于现有烘干的一半。')
  await page.getByLabel('指标名称').fill('含水率')
  await choose(page, '比较', '不高于')
  await page.getByLabel('目标值').fill('15')
  await page.getByLabel('单位', { exact: true }).fill('%')
  await page.getByLabel('测试方法').fill('GB/T 28731')
  await page.getByLabel('发榜方自筹').fill('120')
  await day(page, '揭榜截止日', later(30))
  await day(page, '完成时限', later(400))
  await page.getByLabel('知识产权归属').fill('双方共有，发榜方优先使用')
  await page.getByLabel('联系人', { exact: true }).fill('陈工')
  await page.getByLabel('联系电话').fill('13800000001')
  await look(page, 'challenge-form')
  await page.getByRole('button', { name: '保存' }).click()
  await step(mill, '提交审核').click()
  await stands(mill, '待审核')

  const officer = await signIn(browser, 'zk-officer')
  const at = new URL(page.url()).pathname
  await officer.page.goto(at)
  await step(officer, '张榜').click()
  await officer.page.getByRole('dialog').getByRole('button', { name: '张榜' }).click()
  await stands(officer, '张榜中')
  await look(officer.page, 'challenge-open')

  const near = await signIn(browser, 'zk-institute')
  await bid(near, at)
  const far = await signIn(browser, 'wx-institute')
  await bid(far, at)
  await far.page.goto('/bids')
  await expect(far.page.getByRole('link', { name: title })).toBeVisible()
  await look(far.page, 'bids')

  await page.goto(at)
  const team = page.getByRole('table').last().getByRole('link')
  await expect(team).toHaveCount(2)
  await team.first().click()
  await step(mill, '记录洽谈').click()
  await page.getByRole('dialog').getByLabel('参加人员').fill('陈工、任检')
  await page.getByRole('dialog').getByLabel('内容').fill('看了压榨车间，约定取样。')
  await page.getByRole('dialog').getByRole('button', { name: '记录洽谈' }).click()
  await expect(page.getByText('看了压榨车间，约定取样。')).toBeVisible()
  await expect(page.getByText('热泵带式低温烘干')).toBeVisible()
  await look(page, 'bid')
  // The document of a record that visitors cannot see has the status 404.
  const told = (c: string) => c.includes('/submit') || /\/challenges\/\w+: .*404/.test(c)
  for (const v of [mill, officer, near, far]) expect.soft(v.complaints.filter((c) => !told(c)), 'errors in the browser').toEqual([])
})

/** Joins the challenge, writes the scheme and hands it in. */
async function bid(v: Visitor, at: string): Promise<void> {
  const { page } = v
  await page.goto(at)
  await page.getByRole('button', { name: '我有意揭榜' }).click()
  await stands(v, '有意揭榜')
  await page.getByLabel('承诺值').fill('12 %')
  await page.getByLabel('依据').fill('中试记录')
  await page.getByLabel('实施方案').fill('热泵带式低温烘干，后接环模造粒。')
  await page.getByLabel('发榜方出资').fill('120')
  await page.getByLabel('知识产权归属').fill('双方共有')
  await page.locator('input[type=file]').first().setInputFiles({ name: '意向协议.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF') })
  await expect(page.getByRole('button', { name: '意向协议.pdf' })).toBeVisible()
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存', { exact: true })).toBeVisible()
  await page.getByLabel('我已阅读并作出诚信承诺').check()
  await page.getByRole('button', { name: '提交揭榜申报' }).click()
  await stands(v, '已提交')
  await expect(page.getByText(/回执校验值/)).toBeVisible()
}

test('a notice of the office, and an objection to it', async ({ browser }) => {
  const officer = await signIn(browser, 'zk-officer')
  const { page } = officer
  await page.goto('/notices')
  await page.getByRole('button', { name: '新建公示' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('标题').fill('科技计划经费公示')
  await dialog.getByLabel('公示内容').fill('现将拟支持的项目和金额公示如下。')
  await dialog.getByLabel('公示期限的依据').fill('县科技计划项目管理办法第十二条')
  await dialog.getByRole('button', { name: '保存' }).click()
  await stands(officer, '待公示')
  await step(officer, '登记张贴').click()
  await page.getByRole('dialog').getByLabel('网址').fill('https://www.example.gov.cn/1.html')
  await day(page.getByRole('dialog'), '张贴之日', today())
  await page.getByRole('dialog').getByRole('button', { name: '登记张贴' }).click()
  await stands(officer, '公示中')
  const at = new URL(page.url()).pathname

  const firm = await signIn(browser, 'zk-enterprise')
  await firm.page.goto(at)
  await firm.page.getByLabel('姓名或单位').fill('杨蔚')
  await firm.page.getByLabel('联系方式').fill('13800000002')
  await firm.page.getByLabel('异议内容和依据').fill('其中一家与评审专家有关联，见附件。')
  await firm.page.getByRole('button', { name: '提交' }).click()
  await expect(firm.page.getByRole('heading', { name: '我提出的异议' })).toBeVisible()
  await look(firm.page, 'notice')

  await page.reload()
  await step(officer, '受理异议').click()
  await stands(officer, '公示暂停')
  await step(officer, '答复异议').click()
  await choose(page.getByRole('dialog'), '核查结论', '不成立')
  await page.getByRole('dialog').getByLabel('答复', { exact: true }).fill('已核对专家和单位，双方没有关联。')
  await page.getByRole('dialog').getByRole('button', { name: '答复异议' }).click()
  await stands(officer, '公示中')
  await look(page, 'notice-office')
  for (const v of [officer, firm]) expect.soft(v.complaints, 'errors in the browser').toEqual([])
})
