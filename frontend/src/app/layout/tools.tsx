import { CheckOutlined, KeyOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { signOut, switchRole, useMe, useSession } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { Menu } from '@/ui/menu'

const texts = messages({
  signin: ['登录', 'Sign in'],
  password: ['修改密码', 'Change password'],
  signout: ['退出登录', 'Sign out'],
  roles: ['切换角色', 'Act as'],
  account: ['账号：{name}，{role}', 'Account: {name}, {role}'],
  failed: ['切换没有成功：{why}', 'Could not switch: {why}'],
})

function useMine(): string {
  const say = useSay()
  const m = useMe()?.membership
  return m ? say(word('roles', m.role, m.roleName)) : ''
}

/** One's roles, password and the way out: in the menu of the head, and in the sheet of a phone. */
export function AccountItems({ onDone }: { onDone: () => void }) {
  const t = useT(texts)
  const say = useSay()
  const me = useMe()
  const go = useNavigate()
  const [failed, setFailed] = useState('')
  if (!me) return null
  const act = (id: string) =>
    switchRole(id).then(
      () => {
        onDone()
        void go('/todos')
      },
      (e: Error) => setFailed(t('failed', { why: e.message })),
    )
  const leave = () => {
    onDone()
    void signOut().then(() => go('/'))
  }
  return (
    <ul className="menu-items">
      {me.memberships.length > 1 && (
        <>
          <li className="menu-group">{t('roles')}</li>
          {me.memberships.map((m) => (
            <li key={m.id}>
              <button type="button" aria-pressed={m.id === me.membership?.id} onClick={() => void act(m.id)}>
                {m.id === me.membership?.id ? <CheckOutlined /> : <UserOutlined />}
                {[say(word('roles', m.role, m.roleName)), m.orgName, m.marketName].filter(Boolean).join(' · ')}
              </button>
            </li>
          ))}
          {failed && (
            <li role="alert" className="menu-failed">
              {failed}
            </li>
          )}
        </>
      )}
      <li>
        <Link to="/password" onClick={onDone}>
          <KeyOutlined />
          {t('password')}
        </Link>
      </li>
      <li>
        <button type="button" onClick={leave}>
          <LogoutOutlined />
          {t('signout')}
        </button>
      </li>
    </ul>
  )
}

export function AccountMenu() {
  const t = useT(texts)
  const session = useSession()
  const mine = useMine()
  if (session.status === 'starting') return <span className="btn btn-wait" aria-hidden="true" />
  if (session.status === 'out')
    return (
      <Link to="/signin" className="btn btn-primary">
        {t('signin')}
      </Link>
    )
  const { name } = session.me.person
  return (
    <Menu
      label={t('account', { name, role: mine })}
      testId="account-menu"
      face={
        <>
          <UserOutlined />
          <span className="desk-only">{[name, mine].filter(Boolean).join(' · ')}</span>
        </>
      }
    >
      {(close) => <AccountItems onDone={close} />}
    </Menu>
  )
}
