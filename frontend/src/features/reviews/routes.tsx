import { SolutionOutlined } from '@ant-design/icons'
import type { Role } from '@/lib/api/wire'
import type { Feature } from '@/lib/feature'

const office: Role[] = ['officer']
const keepers: Role[] = ['officer', 'admin']

export const feature: Feature = {
  routes: [
    { path: '/experts', title: ['专家库', 'Experts'], access: keepers, page: () => import('./pool-list-page') },
    { path: '/experts/new', title: ['录入专家', 'New expert'], access: office, page: () => import('./pool-expert-page') },
    { path: '/experts/:id', title: ['专家', 'Expert'], access: keepers, page: () => import('./pool-expert-page') },
    { path: '/challenges/:id/review', title: ['专家评审', 'Expert review'], access: ['enterprise', 'department', 'officer'], page: () => import('./office-review-page') },
    { path: '/draws/:id', title: ['专家抽取', 'Draw of experts'], access: 'public', page: () => import('./draw-page') },
  ],
  nav: [{ to: '/experts', label: ['专家库', 'Experts'], icon: <SolutionOutlined />, access: office, order: 28 }],
}
