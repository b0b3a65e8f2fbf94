import { DownOutlined } from '@ant-design/icons'
import { Link, Outlet, ScrollRestoration, useLocation, useNavigate } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { chooseMarket, lookAt, useMarket, useMarkets, useShownMarket } from '@/lib/market'
import { useMe, useSession } from '@/lib/session'
import { Brand } from '@/ui/brand'
import { Menu } from '@/ui/menu'
import { KitGate } from '../kit-gate'
import { PhoneBar, SideNav, TopLinks } from './nav'
import { ElderSwitch, LanguageSwitch } from '@/ui/switches'
import { LapsedDialog } from './lapsed'
import { PrintHead } from './print-head'
import { AccountMenu } from './tools'

const texts = messages({
  skip: ['跳到正文', 'Skip to content'],
  demo: ['演示数据：企业、机构和人员均为虚构，仅供试用', 'Demonstration data: all firms, institutes and people are fictional'],
  notice: ['演示数据', 'Demonstration data'],
  product: ['科榜 · 县域技术市场', 'Kebang · county technology market'],
  market: ['选择市场（县）', 'Choose a market'],
  change: ['换一个县', 'Other markets'],
  foot: ['{bureau} 主办 · 科榜 Kebang 开源系统', 'Run by {bureau} · Kebang open-source system'],
  footPlain: ['科榜 Kebang 开源系统', 'Kebang open-source system'],
})

function MarketHead() {
  const t = useT(texts)
  const me = useMe()
  const market = useMarket()
  const markets = useMarkets().data ?? []
  const shown = useShownMarket().market
  const go = useNavigate()
  const many = markets.length > 1
  // Who is signed in stays in his own market and looks at what the other one publishes.
  const choose = (id: string) => {
    if (!me) return chooseMarket(id)
    lookAt(id === market?.id ? '' : id)
    void go('/demands')
  }
  return (
    <div className="row" style={{ minWidth: 0, flexWrap: 'nowrap' }}>
      <Link to={me ? '/todos' : '/'} className="brand">
        <Brand />
        <span style={{ minWidth: 0 }}>
          <b>{market?.name ?? '科榜'}</b>
          <small>{t('product')}</small>
        </span>
      </Link>
      {many && market && (
        <Menu
          label={t('market')}
          className="btn-text"
          face={
            <>
              {t('change')}
              <DownOutlined />
            </>
          }
        >
          {(close) => (
            <ul className="menu-items">
              {markets.map((m) => (
                <li key={m.id}>
                  <button
                    type="button"
                    aria-pressed={m.id === shown?.id}
                    onClick={() => {
                      close()
                      choose(m.id)
                    }}
                  >
                    {m.name}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Menu>
      )}
    </div>
  )
}

/** An address opened in a used tab always has the key `default`: it must not take the place of the page before. */
const placeOf = ({ key, pathname, search }: { key: string; pathname: string; search: string }) => (key === 'default' ? pathname + search : key)

export function Frame() {
  const t = useT(texts)
  const session = useSession()
  const { status } = session
  const market = useMarket()
  const { pathname } = useLocation()
  const roomy = status === 'out'
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      {market?.demo && (
        <aside className="demo" aria-label={t('notice')}>
          {t('demo')}
        </aside>
      )}
      <header className="frame-header">
        <div className="frame-bar" style={{ maxWidth: 1520, margin: '0 auto' }}>
          <MarketHead />
          {roomy ? <TopLinks /> : <div className="top-links" />}
          <div className="row desk-only" style={{ gap: 2 }}>
            <LanguageSwitch />
            <ElderSwitch />
          </div>
          <AccountMenu />
        </div>
      </header>
      <div className="frame-body">
        {status === 'in' && <SideNav />}
        {status === 'starting' && <div className="frame-side" />}
        <main id="main" className={`frame-main ${roomy ? 'wide' : ''}`} key={roomy ? 'public' : 'app'} tabIndex={-1} data-path={pathname}>
          <PrintHead />
          <KitGate>
            <Outlet />
          </KitGate>
        </main>
      </div>
      <footer className="frame-foot">{market?.bureauName ? t('foot', { bureau: market.bureauName }) : t('footPlain')}</footer>
      <PhoneBar />
      {session.status === 'in' && session.lapsed && <LapsedDialog me={session.me} />}
      <ScrollRestoration getKey={placeOf} />
    </>
  )
}
