import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import type { Schemas } from '@/lib/api/wire'
import { RefitResult } from './refit-result'
import { shares } from './shares'

vi.mock('@/lib/boot', () => ({ boot: { words: { scoreParts: [
  { code: 'text', name: '内容用词', english: 'Words of the text' },
  { code: 'title', name: '题目用词', english: 'Words of the title' },
] } } }))

const figures = { loss: 0.412, order: 0.75, shown: 0.6 }
const found = (outcome: Schemas['RefitView']['outcome'], more: Partial<Schemas['RefitView']> = {}): Schemas['RefitView'] => ({
  outcome, text: '', right: 30, wrong: 20, held: 12, from: { text: 2, title: 1 }, weights: { text: 1, title: 2 }, before: figures,
  after: { loss: 0.3, order: 0.8, shown: 0.6 }, ...more,
})
const html = (r: Schemas['RefitView']) => renderToStaticMarkup(createElement(RefitResult, { found: r, least: 42 }))

describe('what learning found', () => {
  it('says why nothing changes without enough feedback, and shows no figures of a proof that was not made', () => {
    const page = html(found('too-few', { right: 17, wrong: 2, held: 0 }))
    expect(page).toContain('现有 17 对合适、2 对不合适，至少要 42 对')
    expect(page).not.toContain('<table')
  })
  it('refuses in words when the proof gets worse, with the figures', () => {
    const page = html(found('worse', { after: { loss: 0.5, order: 0.7, shown: 0.6 } }))
    expect(page).toContain('变差了，没有上线')
    expect(page.match(/变差</g)).toHaveLength(2)
    expect(page).toContain('75%')
    expect(page).not.toContain('class="line-table weights"')
  })
  it.each(['better', 'live'] as const)('shows the proof and the weights side by side: %s', (outcome) => {
    const page = html(found(outcome))
    expect(page.match(/变好/g)).toHaveLength(2)
    expect(page).toContain('0.412')
    expect(page).toContain('66.7%')
    expect(page).toContain('没有上线'.repeat(outcome === 'better' ? 1 : 0))
  })
})

describe('shares', () => {
  it('adds up to the whole, in the order of the parts, with what it does not know at the end', () => {
    const rows = shares({ new: 1, title: 1, text: 2 }, { new: 0, title: 3, text: 1 })
    expect(rows).toEqual([
      { name: 'text', now: 50, next: 25 },
      { name: 'title', now: 25, next: 75 },
      { name: 'new', now: 25, next: 0 },
    ])
    expect(shares({})).toEqual([])
  })
})
