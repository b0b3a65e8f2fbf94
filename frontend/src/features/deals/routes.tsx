import { SwapOutlined } from '@ant-design/icons'
import type { Role } from '@/lib/api/wire'
import type { Feature } from '@/lib/feature'

const readers: Role[] = ['enterprise', 'institute', 'researcher', 'broker', 'agency', 'commissioner', 'officer', 'registrar', 'admin']

export const feature: Feature = {
  routes: [
    { path: '/deals', title: ['对接', 'Deals'], access: readers, page: () => import('./deal-list-page') },
    { path: '/deals/:id', title: ['对接', 'Deal'], access: readers, page: () => import('./deal-page') },
  ],
  nav: [{ to: '/deals', label: ['对接', 'Deals'], icon: <SwapOutlined />, access: readers, order: 40 }],
}
