import { BankOutlined, ControlOutlined, SafetyOutlined, SettingOutlined, TeamOutlined, ToolOutlined } from '@ant-design/icons'
import type { Role } from '@/lib/api/wire'
import type { Feature } from '@/lib/feature'
import type { Text } from '@/lib/i18n/language'

const group: Text = ['管理', 'Administration']
const keepers: Role[] = ['officer', 'admin', 'registrar']

export const feature: Feature = {
  routes: [
    { path: '/admin/organizations', title: ['机构', 'Organisations'], access: keepers, page: () => import('./organization-list-page') },
    { path: '/admin/organizations/:id', title: ['机构', 'Organisation'], access: 'signedIn', page: () => import('./organization-page') },
    { path: '/admin/accounts', title: ['账号', 'Accounts'], access: ['admin'], page: () => import('./account-list-page') },
    { path: '/admin/accounts/:id', title: ['账号', 'Account'], access: ['admin'], page: () => import('./account-page') },
    { path: '/admin/market', title: ['市场资料', 'Market profile'], access: ['admin'], page: () => import('./market-page') },
    { path: '/admin/security-log', title: ['安全日志', 'Security log'], access: ['admin'], page: () => import('./security-log-page') },
    { path: '/admin/settings', title: ['系统设置', 'System settings'], access: ['admin'], page: () => import('./settings-page') },
    { path: '/admin/jobs', title: ['后台任务', 'Jobs'], access: ['admin'], page: () => import('./job-list-page') },
  ],
  nav: [
    { to: '/admin/organizations', label: ['机构', 'Organisations'], icon: <BankOutlined />, access: keepers, order: 90, group },
    { to: '/admin/accounts', label: ['账号', 'Accounts'], icon: <TeamOutlined />, access: ['admin'], order: 92, group },
    { to: '/admin/market', label: ['市场资料', 'Market profile'], icon: <SettingOutlined />, access: ['admin'], order: 94, group },
    { to: '/admin/security-log', label: ['安全日志', 'Security log'], icon: <SafetyOutlined />, access: ['admin'], order: 95, group },
    { to: '/admin/settings', label: ['系统设置', 'System settings'], icon: <ControlOutlined />, access: ['admin'], order: 97, group },
    { to: '/admin/jobs', label: ['后台任务', 'Jobs'], icon: <ToolOutlined />, access: ['admin'], order: 96, group },
  ],
}
