import { BulbOutlined, FileSearchOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export const feature: Feature = {
  routes: [
    { path: '/demands', title: ['技术需求', 'Demands'], access: 'public', page: () => import('./demand-list-page') },
    { path: '/achievements', title: ['科技成果', 'Achievements'], access: 'public', page: () => import('./achievement-list-page') },
    { path: '/demands/:id', title: ['技术需求', 'Demand'], access: 'public', page: () => import('./demand-page') },
    { path: '/achievements/:id', title: ['科技成果', 'Achievement'], access: 'public', page: () => import('./achievement-page') },
  ],
  nav: [
    { to: '/demands', label: ['技术需求', 'Demands'], icon: <FileSearchOutlined />, access: 'public', order: 20 },
    { to: '/achievements', label: ['科技成果', 'Achievements'], icon: <BulbOutlined />, access: 'public', order: 22 },
  ],
}
