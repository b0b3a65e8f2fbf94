import { SolutionOutlined } from '@ant-design/icons'
import type { Role } from '@/lib/api/wire'
import type { Feature } from '@/lib/feature'

const readers: Role[] = ['officer', 'enterprise', 'institute', 'researcher', 'agency', 'commissioner']

export const feature: Feature = {
  routes: [
    { path: '/claims', title: ['认领申请', 'Claims'], access: readers, page: () => import('./claim-list-page') },
    { path: '/claims/:id', title: ['认领申请', 'Claim'], access: readers, page: () => import('./claim-page') },
  ],
  nav: [{ to: '/claims', label: ['认领申请', 'Claims'], icon: <SolutionOutlined />, access: readers, order: 34 }],
}
