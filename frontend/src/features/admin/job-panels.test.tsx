import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import type { Schemas } from '@/lib/api/wire'
import { IndexPanel } from './job-panels'

vi.mock('@/lib/boot', () => ({ boot: { words: { writeNames: [{ code: 'documentAdditionOrUpdate', name: '写入', english: 'Write' }] } } }))

const fine: Schemas['IndexView'] = { engine: 'Meilisearch 1.50.0', demands: 3, achievements: 4, waiting: 0, refused: [] }
const html = (more: Partial<Schemas['IndexView']> = {}) => renderToStaticMarkup(createElement(IndexPanel, { index: { ...fine, ...more } }))

describe('the panel of the search index', () => {
  it('says that all is well and nothing of refused writes', () => {
    expect(html()).toContain('正常')
    expect(html()).not.toContain('拒绝')
  })
  it('tells of each refused write what it was, when and why, and what to do', () => {
    const page = html({
      refused: [
        { kind: 'achievement', type: 'documentAdditionOrUpdate', text: 'No space left on device (os error 28)', at: Date.UTC(2026, 8, 1, 1, 30) },
        { kind: 'demand', type: 'somethingNew', text: '<b>odd</b>', at: Date.UTC(2026, 8, 1, 1, 0) },
      ],
    })
    expect(page).not.toContain('正常')
    for (const words of ['有写入被拒绝', '最近一小时', '写入</b> <span>成果', '09:30', 'No space left on device (os error 28)', 'somethingNew</b> <span>需求', '&lt;b&gt;odd', '自动重试', 'kebang check --repair', 'kebang reindex'])
      expect(page).toContain(words)
  })
  it('says first that the engine is away', () => {
    expect(html({ problem: '检索服务没有回答。' })).toContain('连不上')
  })
})
