import { describe, expect, it } from 'vitest'
import { matchRoutes } from 'react-router'
import { mayOpen } from '@/lib/feature'
import type { Role } from '@/lib/api/wire'
import { quickLinks } from '@/features/todos/quick-links'
import { featureRoutes, navItems } from './features'

const routes = featureRoutes.map((r) => ({ path: r.path, access: r.access }))
const target = (to: string) => matchRoutes(routes, to)?.at(-1)?.route as (typeof routes)[number] | undefined

describe('pages', () => {
  it('have one path each', () => {
    const paths = routes.map((r) => r.path)
    expect(paths.filter((p, i) => paths.indexOf(p) !== i)).toEqual([])
  })

  it.each(navItems.map((i) => [i.to, i] as const))('menu item %s leads to a page its readers may open', (to, item) => {
    const at = target(to)
    expect(at).toBeDefined()
    const roles: Role[] = ['enterprise', 'institute', 'researcher', 'broker', 'agency', 'commissioner', 'department', 'officer', 'approver', 'registrar', 'expert', 'admin']
    for (const role of roles) if (mayOpen(item.access, role) && at) expect([role, mayOpen(at.access, role)]).toEqual([role, true])
  })

  it('leave at most four items for the thumb', () => {
    expect(navItems.filter((i) => i.phone).length).toBeLessThanOrEqual(4)
  })

  it.each(Object.entries(quickLinks))('the shortcuts of %s lead to pages that role may open', (role, links) => {
    for (const l of links) {
      const at = target(l.to)
      expect([l.to, at !== undefined && mayOpen(at.access, role as Role)]).toEqual([l.to, true])
    }
  })
})
