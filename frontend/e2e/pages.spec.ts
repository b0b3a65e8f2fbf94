// Every main page in the role of its users, on a desk and on a phone. It opens without an error, passes the
// accessibility rules, has one heading, and is not wider than the screen.
import { expect, type Page } from '@playwright/test'
import { follow, look, settled, signIn, test, visit, wide } from './kit'

// These tests only read.
test.describe.configure({ mode: 'parallel' })

interface Stop {
  name: string
  path: string
  /** Opens a record from the list that `path` shows. */
  open?: (page: Page) => Promise<void>
}

const first = (prefix: string) => async (page: Page) => {
  await follow(page, page.locator(`main a[href^="${prefix}/"]:not([href$="/new"])`).first())
  await expect(page).toHaveURL(new RegExp(`${prefix}/.`))
}

const tours: Record<string, Stop[]> = {
  visitor: [
    { name: 'home', path: '/' },
    { name: 'demands', path: '/demands' },
    { name: 'demand', path: '/demands', open: first('/demands') },
    { name: 'achievements', path: '/achievements' },
    { name: 'achievement', path: '/achievements', open: first('/achievements') },
    { name: 'sign-in', path: '/signin' },
  ],
  'zk-enterprise': [
    { name: 'todos', path: '/todos' },
    { name: 'demand-form', path: '/demands/new' },
    { name: 'matches', path: '/matches' },
    { name: 'match', path: '/matches', open: first('/matches') },
    { name: 'deals', path: '/deals' },
    { name: 'deal', path: '/deals', open: first('/deals') },
    { name: 'contract-form', path: '/contracts/new' },
    { name: 'contract', path: '/contracts', open: first('/contracts') },
  ],
  'zk-institute': [{ name: 'achievement-form', path: '/achievements/new' }],
  'zk-officer': [
    { name: 'review', path: '/review' },
    { name: 'statistics', path: '/statistics' },
    { name: 'funnel', path: '/statistics/funnel' },
    { name: 'targets', path: '/targets' },
    { name: 'imports', path: '/imports' },
  ],
  'zk-registrar': [
    { name: 'registrations', path: '/registrations' },
    // Other tests work off the open ones.
    { name: 'registration', path: '/registrations?state=registered', open: first('/registrations') },
  ],
  'zk-admin': [
    { name: 'organizations', path: '/admin/organizations' },
    { name: 'organization', path: '/admin/organizations', open: first('/admin/organizations') },
    { name: 'accounts', path: '/admin/accounts' },
    { name: 'market', path: '/admin/market' },
    { name: 'learning', path: '/admin/learning' },
    { name: 'jobs', path: '/admin/jobs' },
  ],
}

for (const [who, stops] of Object.entries(tours)) {
  test(`pages of ${who}`, async ({ browser }) => {
    const { page, complaints } = await (who === 'visitor' ? visit(browser) : signIn(browser, who))
    for (const stop of stops) {
      await test.step(stop.name, async () => {
        await page.setViewportSize(wide)
        await page.goto(stop.path)
        await settled(page)
        if (stop.open) await stop.open(page)
        await look(page, stop.name)
      })
    }
    expect.soft(complaints, 'errors in the browser').toEqual([])
  })
}
