import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeEach, afterEach, describe, expect, it, vi } from 'vitest'
import type { Contract } from '@/lib/api/contracts'
import { DueTag } from './due-tag'

// Accepted on the last working day before the National Day of 2026, whose notice gives seven days off and two Saturdays.
const file = (more: Partial<Contract>) =>
  ({ state: 'accepted', registration: { rules: 'none', due: '2026-10-21' } as Contract['registration'], ...more }) as Contract
const html = (c: Contract) => renderToStaticMarkup(createElement(QueryClientProvider, { client: new QueryClient() }, createElement(DueTag, { contract: c })))

describe('the clock of a file', () => {
  beforeEach(() => vi.useFakeTimers({ now: Date.UTC(2026, 8, 30, 2), toFake: ['Date'] }))
  afterEach(() => vi.useRealTimers())

  it('shows the working days that the server counted', () => {
    expect(html(file({ workdaysLeft: 11 }))).toContain('剩 11 个工作日')
  })
  it('shows no number where nobody can count them, and still the last day', () => {
    const page = html(file({}))
    expect(page).toContain('2026-10-21')
    expect(page).toContain('未到期')
    expect(page).not.toContain('个工作日')
  })
  it('says by the calendar what is due today and what is over', () => {
    expect(html(file({ workdaysLeft: 0, registration: { rules: 'none', due: '2026-09-30' } as Contract['registration'] }))).toContain('今天到期')
    expect(html(file({ workdaysLeft: 0, registration: { rules: 'none', due: '2026-09-25' } as Contract['registration'] }))).toContain('已超期 5 天')
  })
})
