import { useQuery } from '@tanstack/react-query'
import { Steps } from 'antd'
import { useParams } from 'react-router'
import { get } from '@/lib/api/client'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { dealCategories, roles, word } from '@/lib/vocabulary'
import { History } from '@/ui/history'
import { Notice } from '@/ui/notice'
import { Page, Panel } from '@/ui/page'
import { Failure, Loading } from '@/ui/state-view'
import { StepButtons } from '@/ui/step-buttons'
import { DealContracts } from './deal-contracts'
import { DealLog } from './deal-log'
import { DealCredit, DealSides } from './deal-sides'
import { DealStateTag, waitsForMe } from './deal-summary'
import { EndButtons } from './end-dialog'
import { dealStates, dealSteps, type Deal } from './types'
import './deals.css'

const texts = messages({
  title: ['对接', 'Deal'],
  way: ['进展', 'Progress'],
  history: ['历史', 'History'],
  waits: ['对方已发起对接，请回应：同意后双方可以洽谈；谢绝请选择原因，对方会看到。', 'The other side has opened this deal. Accept to start talking, or decline with a reason the other side can read.'],
  ended: ['对接已结束：{category}。{text}（{by}，{role}，{at}）', 'Ended: {category}. {text} ({by}, {role}, {at})'],
})

const way = ['intent', 'talking', 'agreed', 'signed'] as const

export default function DealPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const { id = '' } = useParams()
  const query = useQuery({ queryKey: ['deal', id], queryFn: ({ signal }) => get<Deal>(`/deals/${id}`, undefined, signal) })
  const d = query.data
  if (!d) return <Page title={t('title')}>{query.error ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Loading rows={8} />}</Page>
  const at = way.indexOf(d.state as (typeof way)[number])
  return (
    <Page
      title={`${d.demandSide.name} ⇄ ${d.achievementSide.name}`}
      sub={
        <span className="row">
          <span>{t('title')}</span>
          <span className="num">{d.serial}</span>
          <DealStateTag deal={d} />
        </span>
      }
      actions={
        <>
          <StepButtons path={`/deals/${id}`} rev={d.rev} steps={d.steps} names={dealSteps} primary={['accept', 'accept-terms']} skip={['decline', 'end', 'withdraw', 'propose-terms']} />
          <EndButtons deal={d} />
        </>
      }
    >
      {waitsForMe(d) && <Notice type="info" lines={[t('waits')]} />}
      {d.end ? (
        <Notice
          type="warning"
          lines={[
            t('ended', {
              category: say(word(dealCategories, d.end.category, d.endName)),
              text: d.end.text,
              by: d.end.by,
              role: say(word(roles, d.end.role)),
              at: timeOf(d.end.at, lang),
            }),
          ]}
        />
      ) : (
        <section className="panel" aria-label={t('way')}>
          <Steps size="small" responsive current={at} status={d.state === 'signed' ? 'finish' : 'process'} items={way.map((s) => ({ title: say(word(dealStates, s)) }))} />
        </section>
      )}
      <DealSides deal={d} />
      <div className="deal-grid">
        <div className="stack">
          <DealLog deal={d} />
          <Panel title={t('history')}>
            <History path={`/deals/${id}`} names={{ states: dealStates, steps: dealSteps }} />
          </Panel>
        </div>
        <div className="stack">
          <DealContracts deal={d} />
          <DealCredit deal={d} />
        </div>
      </div>
    </Page>
  )
}
