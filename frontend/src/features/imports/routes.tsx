import { ImportOutlined } from '@ant-design/icons'
import type { Role } from '@/lib/api/wire'
import type { Feature } from '@/lib/feature'

const offices: Role[] = ['officer', 'registrar', 'admin']

export const feature: Feature = {
  routes: [
    { path: '/imports', title: ['批量导入', 'Import'], access: offices, page: () => import('./import-list-page') },
    { path: '/imports/:id', title: ['批量导入', 'Import'], access: offices, page: () => import('./import-page') },
  ],
  nav: [{ to: '/imports', label: ['批量导入', 'Import'], icon: <ImportOutlined />, access: offices, order: 85 }],
}
