import { SolutionOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export const feature: Feature = {
  routes: [
    { path: '/reviews', title: ['专家评审', 'Reviews'], access: ['expert'], page: () => import('./seat-list-page') },
    { path: '/reviews/:id', title: ['专家评审', 'Review'], access: ['expert'], page: () => import('./seat-page') },
    // One-time links: the token stands behind the #, so that no server and no log of a proxy sees it.
    { path: '/links/seat', title: ['专家评审', 'Review'], access: 'public', layout: 'bare', page: () => import('./seat-link-page') },
    { path: '/links/draw', title: ['专家抽取', 'Draw of experts'], access: 'public', layout: 'bare', page: () => import('./draw-link-page') },
  ],
  nav: [{ to: '/reviews', label: ['专家评审', 'Reviews'], icon: <SolutionOutlined />, access: ['expert'], order: 30 }],
}
