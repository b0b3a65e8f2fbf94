import { SafetyCertificateOutlined } from '@ant-design/icons'
import type { Role } from '@/lib/api/wire'
import type { Feature } from '@/lib/feature'

const desk: Role[] = ['registrar', 'officer', 'admin']

export const feature: Feature = {
  routes: [
    { path: '/registrations', title: ['认定登记', 'Registration'], access: desk, page: () => import('./queue-page') },
    { path: '/registrations/:id', title: ['办理登记', 'Registry desk'], access: desk, page: () => import('./desk-page') },
  ],
  nav: [{ to: '/registrations', label: ['认定登记', 'Registration'], icon: <SafetyCertificateOutlined />, access: desk, order: 55 }],
}
