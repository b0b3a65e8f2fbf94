import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { matchRoutes } from 'react-router'
import { mayOpen } from '@/lib/feature'
import type { Role } from '@/lib/api/wire'
import { quickLinks } from '@/features/todos/quick-links'
import { addresses } from '../../build/pages.ts'
import { featureRoutes, navItems } from './features'
import { thumb } from './layout/thumb'

const routes = featureRoutes.map((r) => ({ path: r.path, access: r.access }))
const target = (to: string) => matchRoutes(routes, to)?.at(-1)?.route as (typeof routes)[number] | undefined

describe('pages', () => {
  it('have one path each', () => {
    const paths = routes.map((r) => r.path)
    expect(paths.filter((p, i) => paths.indexOf(p) !== i)).toEqual([])
  })

  it('are the ones whose addresses the server is told', () => {
    expect(addresses(join(__dirname, '..'))).toEqual(routes.map((r) => r.path).sort())
  })

  it.each(navItems.map((i) => [i.to, i] as const))('menu item %s leads to a page its readers may open', (to, item) => {
    const at = target(to)
    expect(at).toBeDefined()
    const roles: Role[] = ['enterprise', 'institute', 'researcher', 'broker', 'agency', 'commissioner', 'department', 'officer', 'approver', 'registrar', 'expert', 'admin']
    for (const role of roles) if (mayOpen(item.access, role) && at) expect([role, mayOpen(at.access, role)]).toEqual([role, true])
  })

  it.each(Object.entries(thumb))('the thumb of %s reaches at most four pages, which are in its menu', (role, paths) => {
    expect(paths.length).toBeLessThanOrEqual(4)
    for (const to of paths) {
      const item = navItems.find((i) => i.to === to)
      expect([to, item !== undefined && mayOpen(item.access, role === 'visitor' ? null : (role as Role))]).toEqual([to, true])
    }
  })

  it.each(Object.entries(quickLinks))('the shortcuts of %s lead to pages that role may open', (role, links) => {
    for (const l of links) {
      const at = target(l.to)
      expect([l.to, at !== undefined && mayOpen(at.access, role as Role)]).toEqual([l.to, true])
    }
  })
})
