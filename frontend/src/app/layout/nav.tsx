import { MenuOutlined } from '@ant-design/icons'
import { Drawer, Menu, type MenuProps } from 'antd'
import { useState } from 'react'
import { Link, NavLink, useLocation } from 'react-router'
import { mayOpen, type NavItem } from '@/lib/feature'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useMe } from '@/lib/session'
import { navItems } from '../features'
import { ElderSwitch, LanguageSwitch } from '@/ui/switches'

const texts = messages({
  more: ['更多', 'More'],
  menu: ['主菜单', 'Main menu'],
  shortcuts: ['常用页面', 'Shortcuts'],
})

export function useNav(): NavItem[] {
  const role = useMe()?.membership?.role ?? null
  return navItems.filter((i) => mayOpen(i.access, role))
}

/** The longest menu path that the present one starts with. */
function current(items: NavItem[], path: string): string[] {
  const hits = items.filter((i) => (i.to === '/' ? path === '/' : path === i.to || path.startsWith(`${i.to}/`)))
  return hits.sort((a, b) => b.to.length - a.to.length).slice(0, 1).map((i) => i.to)
}

function NavMenu({ onDone }: { onDone?: () => void }) {
  const items = useNav()
  const say = useSay()
  const { pathname } = useLocation()
  const entry = (i: NavItem) => ({ key: i.to, icon: i.icon, label: <Link to={i.to} onClick={onDone}>{say(i.label)}</Link> })
  const groups = new Map<string, NavItem[]>()
  for (const i of items) {
    const g = i.group ? say(i.group) : ''
    groups.set(g, [...(groups.get(g) ?? []), i])
  }
  type Entries = NonNullable<MenuProps['items']>
  const menu = [...groups].flatMap(([g, list]): Entries =>
    g === '' ? list.map(entry) : [{ type: 'group' as const, key: `group-${g}`, label: g, children: list.map(entry) }],
  )
  return <Menu mode="inline" items={menu} selectedKeys={current(items, pathname)} style={{ border: 0, background: 'transparent' }} />
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

/** The bar at the foot of a phone: what a thumb reaches. */
export function PhoneBar() {
  const t = useT(texts)
  const say = useSay()
  const [open, setOpen] = useState(false)
  return (
    <>
      <nav className="phone-bar" aria-label={t('shortcuts')}>
        {useNav()
          .filter((i) => i.phone)
          .slice(0, 4)
          .map((i) => (
            <NavLink key={i.to} to={i.to} end={i.to === '/'}>
              {i.icon}
              {say(i.label)}
            </NavLink>
          ))}
        <button type="button" onClick={() => setOpen(true)} aria-expanded={open}>
          <MenuOutlined />
          {t('more')}
        </button>
      </nav>
      <Drawer open={open} onClose={() => setOpen(false)} placement="right" size={300} title={t('menu')}>
        <NavMenu onDone={() => setOpen(false)} />
        <div className="row" style={{ marginTop: 16, borderTop: '1px solid var(--line)', paddingTop: 12 }}>
          <LanguageSwitch />
          <ElderSwitch />
        </div>
      </Drawer>
    </>
  )
}
