import { OrderedListOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export const feature: Feature = {
  routes: [{ path: '/hard-problems', title: ['攻关清单', 'Hard problems'], access: 'public', page: () => import('./hard-problem-page') }],
  nav: [{ to: '/hard-problems', label: ['攻关清单', 'Hard problems'], icon: <OrderedListOutlined />, access: 'public', order: 23 }],
}
