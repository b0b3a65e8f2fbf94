import { CheckSquareOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export const feature: Feature = {
  routes: [{ path: '/todos', title: ['待办', 'To do'], access: 'signedIn', page: () => import('./todo-page') }],
  nav: [{ to: '/todos', label: ['待办', 'To do'], icon: <CheckSquareOutlined />, access: 'signedIn', order: 10 }],
}
