import { describe, expect, it } from 'vitest'
import { dueOf } from './due'

const at = (day: string) => Date.parse(`${day}T09:00:00+08:00`)

describe('the light of a challenge', () => {
  it.each([
    ['posted', '2026-04-10', '2026-04-01', 'green'],
    ['posted', '2026-04-10', '2026-04-04', 'amber'],
    ['posted', '2026-04-10', '2026-04-08', 'red'],
    ['posted', '2026-04-10', '2026-04-12', 'red'],
    ['accepted', '2026-04-10', '2026-09-12', ''],
  ])('%s until %s is on %s %s', (state, deadline, now, light) => {
    expect(dueOf({ state, terms: { deadline }, serverTime: at(now), updatedAt: at('2026-04-01') }).light).toBe(light)
  })

  it('counts the days of the work by its agreement', () => {
    const c = { state: 'running', terms: { deadline: '2026-01-01' }, agreement: { finish: '2026-12-31' }, serverTime: at('2026-06-01'), updatedAt: at('2026-02-01') }
    expect(dueOf(c)).toEqual({ light: 'green', day: '2026-12-31', waits: 120 })
  })

  it('turns for what nobody has touched for ten days', () => {
    const c = { state: 'vetting', terms: {}, serverTime: at('2026-03-20'), updatedAt: at('2026-03-01') }
    expect(dueOf(c)).toEqual({ light: 'amber', waits: 19 })
    expect(dueOf({ ...c, serverTime: at('2026-03-05') }).light).toBe('green')
  })
})
