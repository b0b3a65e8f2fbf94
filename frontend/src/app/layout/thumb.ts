import type { Role } from '@/lib/api/wire'

/** What stands in the bar at the foot of a phone beside the menu, by the role: where its work is. At most four. */
export const thumb: Record<Role | 'visitor', string[]> = {
  visitor: ['/', '/demands', '/achievements'],
  enterprise: ['/todos', '/matches', '/deals', '/contracts'],
  institute: ['/todos', '/matches', '/deals', '/contracts'],
  researcher: ['/todos', '/matches', '/deals', '/contracts'],
  broker: ['/todos', '/matches', '/deals', '/contracts'],
  agency: ['/todos', '/matches', '/deals', '/contracts'],
  commissioner: ['/todos', '/demands', '/matches', '/deals'],
  officer: ['/todos', '/review', '/matches', '/statistics'],
  registrar: ['/todos', '/registrations', '/contracts', '/statistics'],
  approver: ['/todos', '/statistics', '/targets', '/demands'],
  department: ['/todos', '/demands', '/achievements'],
  expert: ['/todos', '/reviews', '/demands', '/achievements'],
  admin: ['/todos', '/admin/accounts', '/admin/organizations', '/statistics'],
}
