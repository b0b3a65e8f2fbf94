import { AimOutlined } from '@ant-design/icons'
import type { Role } from '@/lib/api/wire'
import type { Feature } from '@/lib/feature'

const viewers: Role[] = ['officer', 'registrar', 'admin', 'approver']

export const feature: Feature = {
  routes: [{ path: '/targets', title: ['目标', 'Targets'], access: viewers, page: () => import('./target-list-page') }],
  nav: [{ to: '/targets', label: ['目标', 'Targets'], icon: <AimOutlined />, access: viewers, order: 75 }],
}
