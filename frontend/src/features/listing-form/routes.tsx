import type { Role } from '@/lib/api/wire'
import type { Feature } from '@/lib/feature'

const owners: Role[] = ['enterprise', 'institute', 'researcher', 'agency', 'commissioner', 'officer']

export const feature: Feature = {
  routes: [
    { path: '/demands/new', title: ['发布需求', 'Post a demand'], access: owners, page: () => import('./demand-form-page') },
    { path: '/achievements/new', title: ['发布成果', 'Post an achievement'], access: owners, page: () => import('./achievement-form-page') },
    { path: '/demands/:id/edit', title: ['编辑需求', 'Edit demand'], access: owners, page: () => import('./demand-form-page') },
    { path: '/achievements/:id/edit', title: ['编辑成果', 'Edit achievement'], access: owners, page: () => import('./achievement-form-page') },
  ],
}
