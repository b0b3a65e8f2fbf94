import { HomeOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export const feature: Feature = {
  routes: [{ path: '/', title: ['首页', 'Home'], access: 'public', plain: true, page: () => import('./home-page') }],
  nav: [{ to: '/', label: ['首页', 'Home'], icon: <HomeOutlined />, access: 'public', order: 15 }],
}
