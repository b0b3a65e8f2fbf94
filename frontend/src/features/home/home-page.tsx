import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type FormEvent } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Market } from '@/lib/api/wire'
import { ago, amountsOf, count, money } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { useMarket } from '@/lib/market'
import { useIndustryName } from '@/lib/reference'
import { useIs, useMe } from '@/lib/session'
import { Empty, Failure, Loading } from '@/ui/state-view'
import { newest, openChallenges, type Kind } from './api'
import './home.css'

const texts = messages({
  motto: ['企业提需求，院所出成果；每一次匹配都说得清理由，每一笔交易都有登记。', 'Firms ask, institutes offer. Every match gives its reasons, every deal is on the record.'],
  search: ['搜需求或成果，例如：蔗渣、胶乳、茶叶农残', 'Search demands or achievements'],
  go: ['搜索', 'Search'],
  what: ['搜索范围', 'Search in'],
  demands: ['技术需求', 'Demands'],
  achievements: ['科技成果', 'Achievements'],
  demandFigure: ['条技术需求正在征集', 'demands wait for answers'],
  achievementFigure: ['项科技成果可转化', 'achievements to transfer'],
  latestDemands: ['最新需求', 'Newest demands'],
  latestAchievements: ['最新成果', 'Newest achievements'],
  challenges: ['揭榜挂帅 · 正在张榜', 'Challenges open for bids'],
  challengeFigure: ['份榜单等待揭榜', 'challenges wait for teams'],
  until: ['{day} 24:00 截止', 'until 24:00 of {day}'],
  putOut: ['我要张榜', 'Put out a problem'],
  all: ['全部', 'All'],
  industries: ['主导产业', 'Main industries'],
  path: ['一条需求怎样变成一笔登记的交易', 'From a demand to a registered contract'],
  s1: ['发布', 'Post'],
  s1t: ['企业发布需求，主管部门审核', 'A firm posts; the bureau reviews'],
  s2: ['匹配', 'Match'],
  s2t: ['系统比对成果，逐条说明理由', 'Achievements are compared, with reasons'],
  s3: ['对接', 'Deal'],
  s3t: ['双方和技术经理人谈条件', 'Both sides and a broker negotiate'],
  s4: ['签约', 'Contract'],
  s4t: ['双方确认同一份合同文本', 'Both confirm the same text'],
  s5: ['登记', 'Register'],
  s5t: ['核定技术交易额，计入统计', 'The technology amount is fixed and counted'],
  empty: ['还没有发布', 'Nothing published yet'],
  emptyText: ['单位登录后可以发布；主管部门可以导入 Excel 征集表。', 'Members can post after signing in; the bureau can import an Excel form.'],
  noMarket: ['还没有市场', 'No market yet'],
  noMarketText: ['请用启动时显示的一次性链接完成初次设置。', 'Use the one-time link printed at start to set up the first market.'],
  signin: ['登录', 'Sign in'],
  todos: ['我的待办', 'My tasks'],
  loading: ['正在读取…', 'Loading…'],
})

/** Cards in a column. */
const few = 5

export default function HomePage() {
  const t = useT(texts)
  const market = useMarket()
  useEffect(() => {
    document.title = market ? `${market.name} · 科榜` : '科榜'
  }, [market])
  if (market === undefined) return <Loading tall rows={8} />
  if (market === null)
    return (
      <div className="panel">
        <Empty title={t('noMarket')}>{t('noMarketText')}</Empty>
      </div>
    )
  return <MarketHome key={market.id} market={market} />
}

function MarketHome({ market }: { market: Market }) {
  const t = useT(texts)
  const lang = useLanguage()
  const me = useMe()
  const go = useNavigate()
  const industry = useIndustryName()
  const [kind, setKind] = useState<Kind>('demands')
  const demands = useQuery(newest('demands', market.id, few))
  const achievements = useQuery(newest('achievements', market.id, few))
  const challenges = useQuery(openChallenges(market.id, few))
  const asker = useIs('enterprise', 'department', 'officer')
  const search = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault()
    const q = String(new FormData(e.currentTarget).get('q') ?? '').trim()
    void go(`/${kind}${q ? `?q=${encodeURIComponent(q)}` : ''}`)
  }
  const figure = (n: number | undefined) => (n === undefined ? '…' : count(n, lang))
  return (
    <div className="stack" style={{ gap: 24 }}>
      <section className="hero">
        <div>
          <h1>{market.name}</h1>
          <p>{t('motto')}</p>
          <form role="search" className="hero-search" onSubmit={search}>
            <div className="choice" role="group" aria-label={t('what')}>
              {(['demands', 'achievements'] as const).map((k) => (
                <button key={k} type="button" aria-pressed={k === kind} onClick={() => setKind(k)}>
                  {t(k)}
                </button>
              ))}
            </div>
            <div className="hero-line">
              <input name="q" type="search" maxLength={200} aria-label={t('search')} placeholder={t('search')} autoComplete="off" />
              <button type="submit" className="btn">
                {t('go')}
              </button>
            </div>
          </form>
        </div>
        <div className="hero-figures">
          <Link to="/demands">
            <b>{figure(demands.data?.total)}</b>
            {t('demandFigure')}
          </Link>
          <Link to="/achievements">
            <b>{figure(achievements.data?.total)}</b>
            {t('achievementFigure')}
          </Link>
          <Link to="/challenges">
            <b>{figure(challenges.data?.total)}</b>
            {t('challengeFigure')}
          </Link>
        </div>
      </section>
      {(market.mainIndustries?.length ?? 0) > 0 && (
        <section aria-label={t('industries')}>
          <h2 className="section-title">{t('industries')}</h2>
          <ul className="chips">
            {market.mainIndustries?.map((code) => (
              <li key={code}>
                <Link to={`/${kind}?industry=${code}`}>{industry(code) || t('loading')}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="home-cols">
        {([['demands', demands, 'latestDemands'], ['achievements', achievements, 'latestAchievements']] as const).map(([path, query, title]) => (
          <section key={path} aria-label={t(title)}>
            <div className="row between">
              <h2 className="section-title">{t(title)}</h2>
              <Link to={`/${path}`}>{t('all')}</Link>
            </div>
            {query.data?.items.length === 0 ? (
              <div className="panel">
                <Empty
                  title={t('empty')}
                  actions={
                    <Link className="btn" to={me ? '/todos' : '/signin'}>
                      {t(me ? 'todos' : 'signin')}
                    </Link>
                  }
                >
                  {t('emptyText')}
                </Empty>
              </div>
            ) : query.error && !query.data ? (
              <Failure error={query.error} retry={() => void query.refetch()} />
            ) : (
              <ul className="cards home-cards" aria-busy={!query.data}>
                {query.data
                  ? query.data.items.map((r) => (
                      <li key={r.id}>
                        <Link className="card-link" to={`/${path}/${r.id}`}>
                          <span className="title">{r.content.title}</span>
                          <div className="meta">
                            <span>{industry(r.content.industry, true)}</span>
                            {amountsOf(r.content, lang) && <span className="num">{amountsOf(r.content, lang)}</span>}
                            <span>{ago(r.publishedAt, lang)}</span>
                          </div>
                        </Link>
                      </li>
                    ))
                  : Array.from({ length: few }, (_, i) => (
                      <li key={i}>
                        <div className="card-link">
                          <span className="bone" />
                          <span className="bone" />
                        </div>
                      </li>
                    ))}
              </ul>
            )}
          </section>
        ))}
      </div>
      <section className="panel">
        <h2 className="section-title">{t('path')}</h2>
        <ol className="path">
          {([['s1', 's1t'], ['s2', 's2t'], ['s3', 's3t'], ['s4', 's4t'], ['s5', 's5t']] as const).map(([head, text]) => (
            <li key={head}>
              <b>{t(head)}</b>
              <span>{t(text)}</span>
            </li>
          ))}
        </ol>
      </section>
      {/* Last on the page: it comes later than the rest and moves nothing. */}
      {(challenges.data?.items.length ?? 0) > 0 && (
        <section aria-label={t('challenges')}>
          <div className="row between">
            <h2 className="section-title">{t('challenges')}</h2>
            <span className="row">
              {asker && <Link to="/challenges/new">{t('putOut')}</Link>}
              <Link to="/challenges">{t('all')}</Link>
            </span>
          </div>
          <ul className="cards home-challenges">
            {challenges.data?.items.map((c) => (
              <li key={c.id}>
                <Link className="card-link" to={`/challenges/${c.id}`}>
                  <span className="title">{c.terms.title}</span>
                  <div className="meta">
                    <span>{c.asker.name}</span>
                    <span className="num">{money((c.terms.ownFen ?? 0) + (c.terms.publicFen ?? 0), lang)}</span>
                    <span className="nowrap">{t('until', { day: c.terms.deadline ?? '' })}</span>
                  </div>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
