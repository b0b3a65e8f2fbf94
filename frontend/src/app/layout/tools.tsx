import { LogoutOutlined, KeyOutlined, UserOutlined, CheckOutlined } from '@ant-design/icons'
import { App, Button, Dropdown, type MenuProps } from 'antd'
import { Link, useNavigate } from 'react-router'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { signOut, switchRole, useMe } from '@/lib/session'
import { roles as role, word } from '@/lib/vocabulary'

const texts = messages({
  signin: ['登录', 'Sign in'],
  password: ['修改密码', 'Change password'],
  signout: ['退出登录', 'Sign out'],
  roles: ['切换角色', 'Act as'],
  account: ['账号：{name}，{role}', 'Account: {name}, {role}'],
  failed: ['切换没有成功：{why}', 'Could not switch: {why}'],
})

export function AccountMenu() {
  const t = useT(texts)
  const say = useSay()
  const me = useMe()
  const go = useNavigate()
  const { message } = App.useApp()
  if (!me)
    return (
      <Link to="/signin">
        <Button type="primary" tabIndex={-1}>
          {t('signin')}
        </Button>
      </Link>
    )
  const act = async (id: string) => {
    try {
      await switchRole(id)
      void go('/todos')
    } catch (e) {
      message.error(t('failed', { why: (e as Error).message }))
    }
  }
  const mine = me.membership ? say(word(role, me.membership.role, me.membership.roleName)) : ''
  const items: MenuProps['items'] = [
    ...(me.memberships.length > 1
      ? [
          {
            type: 'group' as const,
            label: t('roles'),
            children: me.memberships.map((m) => ({
              key: m.id,
              icon: m.id === me.membership?.id ? <CheckOutlined /> : <UserOutlined />,
              label: [say(word(role, m.role, m.roleName)), m.orgName, m.marketName].filter(Boolean).join(' · '),
              onClick: () => void act(m.id),
            })),
          },
          { type: 'divider' as const },
        ]
      : []),
    { key: 'password', icon: <KeyOutlined />, label: t('password'), onClick: () => void go('/password') },
    {
      key: 'out',
      icon: <LogoutOutlined />,
      label: t('signout'),
      onClick: () => void signOut().then(() => go('/')),
    },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button
        icon={<UserOutlined />}
        aria-haspopup="menu"
        aria-label={t('account', { name: me.person.name, role: mine })}
        data-testid="account-menu"
      >
        <span className="desk-only">
          {[me.person.name, mine].filter(Boolean).join(' · ')}
        </span>
      </Button>
    </Dropdown>
  )
}
