import { NodeIndexOutlined } from '@ant-design/icons'
import type { Role } from '@/lib/api/wire'
import type { Feature } from '@/lib/feature'

const readers: Role[] = ['enterprise', 'institute', 'researcher', 'broker', 'agency', 'commissioner', 'officer']

export const feature: Feature = {
  routes: [
    { path: '/matches', title: ['匹配', 'Matches'], access: 'signedIn', page: () => import('./match-list-page') },
    { path: '/matches/:id', title: ['匹配', 'Match'], access: 'signedIn', page: () => import('./match-page') },
  ],
  nav: [{ to: '/matches', label: ['匹配', 'Matches'], icon: <NodeIndexOutlined />, access: readers, order: 32 }],
  belowListing: () => import('./matches-panel'),
}
