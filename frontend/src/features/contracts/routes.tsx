import { FileDoneOutlined, LinkOutlined } from '@ant-design/icons'
import type { Role } from '@/lib/api/wire'
import { contractSigners } from '@/lib/api/contracts'
import type { Feature } from '@/lib/feature'

const readers: Role[] = [...contractSigners, 'admin']
/** Those who read what the parties of contracts say to introductions. */
const creditReaders: Role[] = ['officer', 'broker']

export const feature: Feature = {
  routes: [
    { path: '/contracts', title: ['技术合同', 'Contracts'], access: readers, page: () => import('./contract-list-page') },
    { path: '/contracts/new', title: ['新建合同', 'New contract'], access: contractSigners, page: () => import('./contract-form-page') },
    { path: '/contracts/:id', title: ['技术合同', 'Contract'], access: readers, page: () => import('./contract-page') },
    { path: '/contracts/:id/edit', title: ['修改合同', 'Edit contract'], access: contractSigners, page: () => import('./contract-form-page') },
    { path: '/credits', title: ['居间记录', 'Introductions'], access: [...creditReaders, 'enterprise', 'institute', 'researcher', 'agency'], page: () => import('./credit-list-page') },
  ],
  nav: [
    { to: '/contracts', label: ['技术合同', 'Contracts'], icon: <FileDoneOutlined />, access: readers, order: 50 },
    { to: '/credits', label: ['居间记录', 'Introductions'], icon: <LinkOutlined />, access: creditReaders, order: 52 },
  ],
}
