import { FlagOutlined, TrophyOutlined } from '@ant-design/icons'
import type { Role } from '@/lib/api/wire'
import type { Feature } from '@/lib/feature'

const askers: Role[] = ['enterprise', 'department', 'officer']
const teams: Role[] = ['enterprise', 'institute', 'researcher', 'agency']

export const feature: Feature = {
  routes: [
    { path: '/challenges', title: ['揭榜挂帅', 'Challenges'], access: 'public', page: () => import('./challenge-list-page') },
    { path: '/challenges/new', title: ['新建榜单', 'New challenge'], access: askers, page: () => import('./challenge-form-page') },
    { path: '/challenges/:id', title: ['榜单', 'Challenge'], access: 'public', page: () => import('./challenge-page') },
    { path: '/challenges/:id/opening', title: ['申报材料开启记录', 'Record of the opening'], access: 'public', page: () => import('./opening-page') },
    { path: '/challenges/:id/edit', title: ['修改榜单', 'Edit a challenge'], access: askers, page: () => import('./challenge-form-page') },
    { path: '/challenge-board', title: ['揭榜看板', 'Challenge board'], access: askers, page: () => import('./challenge-board-page') },
    { path: '/bids', title: ['我的揭榜', 'My bids'], access: teams, page: () => import('./bid-list-page') },
    { path: '/bids/:id', title: ['揭榜申报', 'Bid'], access: 'signedIn', page: () => import('./bid-page') },
  ],
  nav: [
    { to: '/challenges', label: ['揭榜挂帅', 'Challenges'], icon: <FlagOutlined />, access: 'public', order: 24 },
    { to: '/bids', label: ['我的揭榜', 'My bids'], icon: <TrophyOutlined />, access: teams, order: 36 },
  ],
}
