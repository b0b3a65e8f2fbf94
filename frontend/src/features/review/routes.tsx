import { AuditOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export const feature: Feature = {
  routes: [{ path: '/review', title: ['审核发布', 'Review'], access: ['officer'], page: () => import('./review-page') }],
  nav: [{ to: '/review', label: ['审核发布', 'Review'], icon: <AuditOutlined />, access: ['officer'], order: 30 }],
}
