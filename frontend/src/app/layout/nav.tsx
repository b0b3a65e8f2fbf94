import { CloseOutlined, LoginOutlined, MenuOutlined, UserOutlined } from '@ant-design/icons'
import { Fragment, useEffect, useRef, useState } from 'react'
import { Link, NavLink, useLocation } from 'react-router'
import { mayOpen, type NavItem } from '@/lib/feature'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useMe, useRole, useSession } from '@/lib/session'
import { ElderSwitch, LanguageSwitch } from '@/ui/switches'
import { navItems } from '../features'
import { thumb } from './thumb'
import { AccountItems } from './tools'

const texts = messages({
  more: ['更多', 'More'],
  mine: ['我的', 'Me'],
  menu: ['主菜单', 'Main menu'],
  shortcuts: ['常用页面', 'Shortcuts'],
  signin: ['登录', 'Sign in'],
  close: ['关闭菜单', 'Close the menu'],
  display: ['显示方式', 'Display'],
})

export function useNav(): NavItem[] {
  const role = useRole()
  return navItems.filter((i) => mayOpen(i.access, role))
}

/** The longest menu path that the present one starts with. */
function current(items: NavItem[], path: string): string | undefined {
  const hits = items.filter((i) => (i.to === '/' ? path === '/' : path === i.to || path.startsWith(`${i.to}/`)))
  return hits.sort((a, b) => b.to.length - a.to.length)[0]?.to
}

function NavMenu({ onDone }: { onDone?: () => void }) {
  const items = useNav()
  const say = useSay()
  const { pathname } = useLocation()
  const here = current(items, pathname)
  const groups = new Map<string, NavItem[]>()
  for (const i of items) {
    const g = i.group ? say(i.group) : ''
    groups.set(g, [...(groups.get(g) ?? []), i])
  }
  return (
    <ul className="menu-items">
      {[...groups].map(([g, list]) => (
        <Fragment key={g}>
          {g && <li className="menu-group">{g}</li>}
          {list.map((i) => (
            <li key={i.to}>
              <Link to={i.to} onClick={onDone} aria-current={i.to === here ? 'page' : undefined}>
                {i.icon}
                {say(i.label)}
              </Link>
            </li>
          ))}
        </Fragment>
      ))}
    </ul>
  )
}

export function SideNav() {
  const t = useT(texts)
  return (
    <nav className="frame-side" aria-label={t('menu')}>
      <NavMenu />
    </nav>
  )
}

export function TopLinks() {
  const t = useT(texts)
  const say = useSay()
  return (
    <nav className="top-links" aria-label={t('menu')}>
      {useNav()
        .filter((i) => i.access === 'public')
        .map((i) => (
          <NavLink key={i.to} to={i.to} end={i.to === '/'}>
            {say(i.label)}
          </NavLink>
        ))}
    </nav>
  )
}

/** The bar at the foot of a phone: what a thumb reaches, by the role. */
export function PhoneBar() {
  const t = useT(texts)
  const say = useSay()
  const session = useSession()
  const nav = useNav()
  const role = useRole()
  const [open, setOpen] = useState(false)
  const me = session.status === 'in' ? session.me : null
  const paths = session.status === 'starting' ? [] : thumb[role ?? 'visitor']
  const items = paths.flatMap((p) => nav.filter((i) => i.to === p))
  return (
    <>
      <nav className="phone-bar" aria-label={t('shortcuts')}>
        {items.map((i) => (
          <NavLink key={i.to} to={i.to} end={i.to === '/'}>
            {i.icon}
            {say(i.label)}
          </NavLink>
        ))}
        {session.status === 'out' && (
          <NavLink to="/signin">
            <LoginOutlined />
            {t('signin')}
          </NavLink>
        )}
        {session.status !== 'starting' && (
          <button type="button" onClick={() => setOpen(true)} aria-expanded={open}>
            {me ? <UserOutlined /> : <MenuOutlined />}
            {t(me ? 'mine' : 'more')}
          </button>
        )}
      </nav>
      {open && <Sheet onClose={() => setOpen(false)} />}
    </>
  )
}

/** The whole menu over the page of a phone. What changes the display stands on top: it must not need scrolling. */
function Sheet({ onClose }: { onClose: () => void }) {
  const t = useT(texts)
  const me = useMe()
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    box.current?.showModal()
  }, [])
  return (
    <dialog ref={box} className="sheet" aria-label={t('menu')} onClose={onClose} onClick={(e) => e.target === box.current && onClose()}>
      <div className="sheet-body">
        <div className="row between">
          <b>{me ? me.person.name : t('menu')}</b>
          <button type="button" className="btn btn-text" aria-label={t('close')} onClick={onClose}>
            <CloseOutlined />
          </button>
        </div>
        <div className="row sheet-switches" role="group" aria-label={t('display')}>
          <LanguageSwitch />
          <ElderSwitch />
        </div>
        <nav aria-label={t('menu')}>
          <NavMenu onDone={onClose} />
        </nav>
        {me && <AccountItems onDone={onClose} />}
      </div>
    </dialog>
  )
}
