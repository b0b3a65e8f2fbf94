import { NotificationOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export const feature: Feature = {
  routes: [
    { path: '/notices', title: ['公示', 'Public notices'], access: 'public', page: () => import('./notice-list-page') },
    { path: '/notices/:id', title: ['公示', 'Public notice'], access: 'public', page: () => import('./notice-page') },
  ],
  nav: [{ to: '/notices', label: ['公示', 'Public notices'], icon: <NotificationOutlined />, access: 'public', order: 26 }],
}
