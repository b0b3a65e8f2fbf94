import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { describe, expect, it } from 'vitest'
import { dealColumn } from './api'
import { DealBoard } from './deal-board'
import { dealOrder } from './states'

/** The board of somebody with no deals but `lapsed` ones. */
function html(lapsed: number): string {
  const client = new QueryClient()
  const set = (state: string, limit: number, total: number) => client.setQueryData(dealColumn({ scope: 'mine', state, limit }).queryKey, { items: [], next: '', total })
  dealOrder.forEach((s) => set(s, 30, 0))
  set('lapsed', 1, lapsed)
  const board = createElement(DealBoard, { scope: 'mine', empty: 'nothing yet' })
  return renderToStaticMarkup(createElement(QueryClientProvider, { client }, createElement(MemoryRouter, null, board)))
}

describe('the board of deals', () => {
  it('leads to what lapsed, which has no column', () => {
    expect(html(2)).toContain('另有 2 件已逾期失效')
    expect(html(2)).toContain('state=lapsed&amp;scope=mine')
    expect(html(2)).not.toContain('nothing yet')
  })
  it('is empty when nothing lapsed either', () => {
    expect(html(0)).toBe('<div class="panel">nothing yet</div>')
  })
})
