import { AuditOutlined, BankOutlined, BarChartOutlined, BulbOutlined, FileAddOutlined, FileDoneOutlined, FileSearchOutlined, ImportOutlined, NodeIndexOutlined, SafetyCertificateOutlined, SettingOutlined, SwapOutlined, TeamOutlined, ToolOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Role } from '@/lib/api/wire'
import type { Text } from '@/lib/i18n/language'

export interface QuickLink {
  to: string
  label: Text
  icon: ReactNode
}

const postDemand: QuickLink = { to: '/demands/new', label: ['发布技术需求', 'Post a demand'], icon: <FileAddOutlined /> }
const postAchievement: QuickLink = { to: '/achievements/new', label: ['发布科技成果', 'Post an achievement'], icon: <BulbOutlined /> }
const matches: QuickLink = { to: '/matches', label: ['看匹配和理由', 'Matches and reasons'], icon: <NodeIndexOutlined /> }
const deals: QuickLink = { to: '/deals', label: ['对接进展', 'Deals'], icon: <SwapOutlined /> }
const contracts: QuickLink = { to: '/contracts', label: ['技术合同', 'Contracts'], icon: <FileDoneOutlined /> }
const demands: QuickLink = { to: '/demands', label: ['技术需求', 'Demands'], icon: <FileSearchOutlined /> }
const achievements: QuickLink = { to: '/achievements', label: ['科技成果', 'Achievements'], icon: <BulbOutlined /> }
const stats: QuickLink = { to: '/statistics', label: ['统计与目标', 'Statistics'], icon: <BarChartOutlined /> }
const review: QuickLink = { to: '/review', label: ['审核发布', 'Review'], icon: <AuditOutlined /> }
const seats: QuickLink = { to: '/reviews', label: ['专家评审', 'Reviews'], icon: <AuditOutlined /> }
const imports: QuickLink = { to: '/imports', label: ['导入 Excel 征集表', 'Import an Excel form'], icon: <ImportOutlined /> }
const registrations: QuickLink = { to: '/registrations', label: ['合同登记', 'Registrations'], icon: <SafetyCertificateOutlined /> }
const organizations: QuickLink = { to: '/admin/organizations', label: ['机构', 'Organisations'], icon: <BankOutlined /> }
const accounts: QuickLink = { to: '/admin/accounts', label: ['账号和角色', 'Accounts and roles'], icon: <TeamOutlined /> }
const profile: QuickLink = { to: '/admin/market', label: ['市场资料', 'Market profile'], icon: <SettingOutlined /> }
const jobs: QuickLink = { to: '/admin/jobs', label: ['后台任务', 'Background jobs'], icon: <ToolOutlined /> }

/** What a role does most, one press away. */
export const quickLinks: Partial<Record<Role, QuickLink[]>> = {
  enterprise: [postDemand, matches, deals, contracts],
  institute: [postAchievement, matches, deals, contracts],
  researcher: [postAchievement, matches, deals, contracts],
  broker: [matches, deals, contracts],
  agency: [postDemand, postAchievement, deals],
  commissioner: [postDemand, matches],
  officer: [review, imports, matches, stats],
  registrar: [registrations, contracts, stats],
  department: [demands, achievements],
  approver: [stats, demands],
  expert: [seats, demands, achievements],
  admin: [accounts, organizations, profile, jobs],
}
