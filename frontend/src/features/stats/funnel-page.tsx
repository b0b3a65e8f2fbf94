import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
import { count } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { TwoAmounts } from '@/ui/amounts'
import { Page, Panel } from '@/ui/page'
import { Empty, Loaded } from '@/ui/state-view'
import { funnelQuery } from './api'
import './stats.css'

const texts = messages({
  title: ['成交率', 'Closing rate'],
  sub: ['看真正谈成了多少：单位发布的需求走到了哪一步', 'What really closes: how far the published demands got'],
  back: ['回到统计', 'Back to statistics'],
  way: ['从需求到登记', 'From demand to registration'],
  unknown: ['暂无数据', 'not known'],
  leads: ['另有公开线索 {n} 条：没有单位确认，不计入成交率。', '{n} public leads stand apart: without a unit they count in no rate.'],
  registered: ['本市场登记的全部合同', 'All contracts registered here'],
  counted: ['由本市场登记机构登记的共 {n} 项，其中线下签订（不经平台对接）{m} 项；上面各步按本市场的需求计，含在卖方所在地异地登记的合同。', '{n} contracts registered at this market’s registry, of them {m} signed offline without a deal. The steps above count this market’s demands, also when their contracts were registered at the seller’s place.'],
  empty: ['还没有单位发布的需求', 'No published demands yet'],
  emptyText: ['审核发布第一条需求后，这里开始统计。可以先批量导入征集表，或通知企业登录发布。', 'Counting starts with the first published demand: import the forms or invite firms to post.'],
  toImport: ['批量导入', 'Import'],
})

export default function FunnelPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const opens = useIs('officer', 'registrar', 'admin')
  const query = useQuery(funnelQuery)
  return (
    <Page
      title={t('title')}
      sub={t('sub')}
      actions={
        <Link to="/statistics">
          <Button tabIndex={-1}>{t('back')}</Button>
        </Link>
      }
    >
      <Loaded query={query} rows={6}>
        {(f) => {
          const stages = f.stages ?? []
          const most = Math.max(1, ...stages.map((s) => s.count))
          const none = stages.every((s) => s.count === 0)
          return (
            <>
              <Panel title={t('way')}>
                {none ? (
                  <Empty title={t('empty')} actions={opens && <Link to="/imports"><Button type="primary">{t('toImport')}</Button></Link>}>
                    {t('emptyText')}
                  </Empty>
                ) : (
                  <ol className="funnel">
                    {stages.map((s) => {
                      const name = say(word('funnelStages', s.code, s.name))
                      return (
                        <li key={s.code}>
                          {opens && s.href ? <Link to={s.href}>{name}</Link> : <span>{name}</span>}
                          <span className="track" aria-hidden="true">
                            {s.known && <i style={{ width: `${(s.count / most) * 100}%` }} />}
                          </span>
                          <span className="num nowrap">
                            {s.known ? (
                              <>
                                <b>{count(s.count, lang)}</b>
                                {s.permille !== null && <span className="muted">{` · ${(s.permille / 10).toFixed(1)}%`}</span>}
                              </>
                            ) : (
                              <span className="muted">{t('unknown')}</span>
                            )}
                          </span>
                        </li>
                      )
                    })}
                  </ol>
                )}
                {f.leads > 0 && (
                  <p className="muted gap-above">
                    {t('leads', { n: count(f.leads, lang) })}
                  </p>
                )}
              </Panel>
              <Panel title={t('registered')}>
                <p>{t('counted', { n: count(f.registered.count, lang), m: count(f.withoutDeal, lang) })}</p>
                <TwoAmounts totalFen={f.registered.totalFen} techFen={f.registered.techFen} />
              </Panel>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
