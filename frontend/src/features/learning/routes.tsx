import { ExperimentOutlined } from '@ant-design/icons'
import type { Role } from '@/lib/api/wire'
import type { Feature } from '@/lib/feature'

const readers: Role[] = ['officer', 'admin']

export const feature: Feature = {
  routes: [{ path: '/admin/learning', title: ['匹配学习', 'Learning'], access: readers, page: () => import('./learning-page') }],
  nav: [{ to: '/admin/learning', label: ['匹配学习', 'Learning'], icon: <ExperimentOutlined />, access: readers, order: 95, group: ['管理', 'Administration'] }],
}
