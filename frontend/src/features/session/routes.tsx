import type { Feature } from '@/lib/feature'

export const feature: Feature = {
  routes: [
    { path: '/signin', title: ['登录', 'Sign in'], access: 'public', layout: 'bare', page: () => import('./sign-in-page') },
    { path: '/setup/:token', title: ['初次设置', 'Set-up'], access: 'public', layout: 'bare', page: () => import('./set-up-page') },
    { path: '/password', title: ['修改密码', 'Change password'], access: 'signedIn', page: () => import('./password-page') },
  ],
}
