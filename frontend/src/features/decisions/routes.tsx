import { AuditOutlined } from '@ant-design/icons'
import type { Role } from '@/lib/api/wire'
import type { Feature } from '@/lib/feature'

const readers: Role[] = ['officer', 'approver', 'admin']

export const feature: Feature = {
  routes: [
    { path: '/decisions', title: ['审定', 'Decisions'], access: readers, page: () => import('./decision-list-page') },
    { path: '/decisions/:id', title: ['审定', 'Decision'], access: readers, page: () => import('./decision-page') },
  ],
  nav: [{ to: '/decisions', label: ['审定', 'Decisions'], icon: <AuditOutlined />, access: readers, order: 44 }],
}
