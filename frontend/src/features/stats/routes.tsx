import { BarChartOutlined } from '@ant-design/icons'
import type { Role } from '@/lib/api/wire'
import type { Feature } from '@/lib/feature'

const viewers: Role[] = ['officer', 'registrar', 'admin', 'approver']

export const feature: Feature = {
  routes: [
    { path: '/statistics', title: ['统计', 'Statistics'], access: viewers, page: () => import('./stats-page') },
    { path: '/statistics/rows', title: ['统计明细', 'Rows'], access: viewers, page: () => import('./rows-page') },
    { path: '/statistics/months', title: ['月度结账', 'Closing of months'], access: viewers, page: () => import('./months-page') },
    { path: '/statistics/funnel', title: ['成交率', 'Closing rate'], access: viewers, page: () => import('./funnel-page') },
  ],
  nav: [{ to: '/statistics', label: ['统计', 'Statistics'], icon: <BarChartOutlined />, access: viewers, order: 70 }],
}
