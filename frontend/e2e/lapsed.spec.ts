// The session ends while a user types. The page asks for the password in place, and no input is lost.
import { expect, type Page } from '@playwright/test'
import { accountsVariable } from './server'
import { faults, phone, signIn, test, wide } from './kit'

/** Ends the session on the server, as an idle week or a new password does; the page does not know. */
const end = async (page: Page) => {
  const reply = await page.request.delete('/api/v1/session')
  expect(reply.ok()).toBe(true)
}

const passwordOf = (account: string) => (JSON.parse(process.env[accountsVariable] ?? '{}') as Record<string, string>)[account] ?? ''

test('a long form outlives its session', async ({ browser }) => {
  const { page } = await signIn(browser, 'zk-enterprise')
  await page.goto('/demands/new')
  await page.getByLabel('需求名称').fill('压榨车间辊面耐磨堆焊')
  await page.getByLabel('要解决的问题').fill('榨辊三个月就磨平，停机更换一次要两天。')
  await end(page)
  await page.getByTestId('save-draft').click()
  const asked = page.getByTestId('lapsed')
  await expect(asked).toBeVisible()
  for (const view of [phone, wide]) {
    await page.setViewportSize(view)
    expect(await faults(page)).toEqual([])
  }
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(asked).toBeVisible()
  await asked.getByLabel('密码').fill('not-the-password')
  await asked.getByRole('button', { name: '登录并继续' }).click()
  await expect(asked.getByRole('alert')).toContainText('密码')
  await asked.getByLabel('密码').fill(passwordOf('zk-enterprise'))
  await page.keyboard.press('Enter')
  await expect(asked).toHaveCount(0)
  // The save that met the end of the session happens without another press.
  await expect(page).toHaveURL(/\/demands\/[^/]+\/edit$/)
  await expect(page.getByLabel('需求名称')).toHaveValue('压榨车间辊面耐磨堆焊')
  await expect(page.getByLabel('要解决的问题')).toHaveValue(/榨辊三个月/)
})

test('a window over the page outlives its session too', async ({ browser }) => {
  const { page } = await signIn(browser, 'zk-admin')
  await page.goto('/admin/accounts')
  await page.getByRole('button', { name: '新建账号' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('姓名').fill('苏禾')
  await form.getByLabel('登录名').fill('suhe')
  await end(page)
  await form.locator('.ant-modal-footer .ant-btn-primary').click()
  const asked = page.getByTestId('lapsed')
  await asked.getByLabel('密码').fill(passwordOf('zk-admin'))
  await page.keyboard.press('Enter')
  await expect(asked).toHaveCount(0)
  await expect(page.getByText('suhe')).toBeVisible()
})
