import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { chooseMarket, useMarket, useMarkets } from '@/lib/market'
import { useMe } from '@/lib/session'
import { Brand } from '@/ui/brand'
import { PhoneBar, SideNav, TopLinks } from './nav'
import { ElderSwitch, LanguageSwitch } from '@/ui/switches'
import { AccountMenu } from './tools'

const texts = messages({
  skip: ['跳到正文', 'Skip to content'],
  demo: ['演示数据：企业、机构和人员均为虚构，仅供试用', 'Demonstration data: all firms, institutes and people are fictional'],
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
  const many = !me && markets.length > 1
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
        <Dropdown
          trigger={['click']}
          menu={{ items: markets.map((m) => ({ key: m.id, label: m.name })), selectedKeys: [market.id], onClick: (e) => chooseMarket(e.key) }}
        >
          <Button type="text" size="small" icon={<DownOutlined />} iconPlacement="end" aria-label={t('market')}>
            <span className="desk-only">{t('change')}</span>
          </Button>
        </Dropdown>
      )}
    </div>
  )
}

export function Frame() {
  const t = useT(texts)
  const me = useMe()
  const market = useMarket()
  const { pathname } = useLocation()
  const roomy = !me
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      {market?.demo && (
        <div className="demo" role="note">
          {t('demo')}
        </div>
      )}
      <header className="frame-header">
        <div className="frame-bar" style={{ maxWidth: 1520, margin: '0 auto' }}>
          <MarketHead />
          {!me ? <TopLinks /> : <div className="top-links" />}
          <div className="row desk-only" style={{ gap: 2 }}>
            <LanguageSwitch />
            <ElderSwitch />
          </div>
          <AccountMenu />
        </div>
      </header>
      <div className="frame-body">
        {me && <SideNav />}
        <main id="main" className={`frame-main ${roomy ? 'wide' : ''}`} key={roomy ? 'public' : 'app'} tabIndex={-1} data-path={pathname}>
          <Outlet />
        </main>
      </div>
      <footer className="frame-foot">{market?.bureauName ? t('foot', { bureau: market.bureauName }) : t('footPlain')}</footer>
      <PhoneBar />
      <ScrollRestoration />
    </>
  )
}
