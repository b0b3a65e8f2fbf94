import { AuditOutlined, BulbOutlined, FileSearchOutlined, NodeIndexOutlined } from '@ant-design/icons'
import type { Role } from '@/lib/api/wire'
import type { Feature } from '@/lib/feature'

const owners: Role[] = ['enterprise', 'institute', 'researcher', 'agency', 'commissioner', 'officer']

export const feature: Feature = {
  routes: [
    { path: '/demands', title: ['技术需求', 'Demands'], access: 'public', page: () => import('./demand-list-page') },
    { path: '/achievements', title: ['科技成果', 'Achievements'], access: 'public', page: () => import('./achievement-list-page') },
    { path: '/demands/new', title: ['发布需求', 'Post a demand'], access: owners, page: () => import('./demand-form-page') },
    { path: '/achievements/new', title: ['发布成果', 'Post an achievement'], access: owners, page: () => import('./achievement-form-page') },
    { path: '/demands/:id', title: ['技术需求', 'Demand'], access: 'public', page: () => import('./demand-page') },
    { path: '/achievements/:id', title: ['科技成果', 'Achievement'], access: 'public', page: () => import('./achievement-page') },
    { path: '/demands/:id/edit', title: ['编辑需求', 'Edit demand'], access: owners, page: () => import('./demand-form-page') },
    { path: '/achievements/:id/edit', title: ['编辑成果', 'Edit achievement'], access: owners, page: () => import('./achievement-form-page') },
    { path: '/review', title: ['审核发布', 'Review'], access: ['officer'], page: () => import('./review-page') },
    { path: '/matches', title: ['匹配', 'Matches'], access: 'signedIn', page: () => import('./match-list-page') },
    { path: '/matches/:id', title: ['匹配', 'Match'], access: 'signedIn', page: () => import('./match-page') },
  ],
  nav: [
    { to: '/demands', label: ['技术需求', 'Demands'], icon: <FileSearchOutlined />, access: 'public', order: 20 },
    { to: '/achievements', label: ['科技成果', 'Achievements'], icon: <BulbOutlined />, access: 'public', order: 22 },
    { to: '/review', label: ['审核发布', 'Review'], icon: <AuditOutlined />, access: ['officer'], order: 30 },
    {
      to: '/matches',
      label: ['匹配', 'Matches'],
      icon: <NodeIndexOutlined />,
      access: ['enterprise', 'institute', 'researcher', 'broker', 'agency', 'commissioner', 'officer'],
      order: 32,
    },
  ],
}
