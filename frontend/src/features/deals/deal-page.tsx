import { useQuery } from '@tanstack/react-query'
import { Steps } from 'antd'
import { useParams } from 'react-router'
import { can } from '@/lib/api/contracts'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { History } from '@/ui/history'
import { Notice } from '@/ui/notice'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { RecordFiles } from '@/ui/record-files'
import { StepButtons } from '@/ui/step-buttons'
import { dealQuery, type Deal } from './api'
import { ContactPanel } from './contact-panel'
import { DealContracts } from './deal-contracts'
import { DealLog } from './deal-log'
import { DealCredit, DealSides } from './deal-sides'
import { DealStateTag, waitsForMe } from './deal-summary'
import { EndButtons } from './end-dialog'
import { AcquaintanceQuestion, IntroductionPanel } from './introduction-panel'
import { TermsCard } from './terms-card'
import '@/ui/form.css'
import './deals.css'

const texts = messages({
  title: ['对接', 'Deal'],
  way: ['进展', 'Progress'],
  history: ['历史', 'History'],
  waits: ['对方已发起对接，请回应：同意后双方可以洽谈；谢绝请选择原因，对方会看到。', 'The other side has opened this deal. Accept to start talking, or decline with a reason the other side can read.'],
  due: ['双方应在 {date} 前回应（还有 {n} 个工作日）；逾期失效，供需双方可另行对接，失效后可一键重新发起，引荐日期不变。', 'Both sides have until {date} ({n} workdays left). Then it lapses; it comes back with one click and keeps its date.'],
  lapsed: ['20 个工作日内没有得到双方回应，这次对接已失效。点“重新发起”即可恢复，发起日期不变。', 'Not both sides answered within 20 workdays, so it lapsed. Bring it back with one click; its date stays.'],
  away: ['{side}暂不在岗：{from} 至 {to} {note}，其间该方的期限不计。', '{side} is away from {from} to {to} {note}; its days do not count.'],
  demand: ['需求方', 'The demand side'],
  achievement: ['成果方', 'The achievement side'],
  ended: ['对接已结束：{category}。{text}（{by}，{role}，{at}）', 'Ended: {category}. {text} ({by}, {role}, {at})'],
})

const away = (d: Deal) =>
  ([['demand', d.demandAway], ['achievement', d.achievementAway]] as const).flatMap(([side, x]) => (x ? [[side, x] as const] : []))

const way = ['intent', 'talking', 'agreed', 'signed'] as const

export default function DealPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const { id = '' } = useParams()
  const query = useQuery(dealQuery(id))
  const d = query.data
  if (!d) return <WaitingPage title={t('title')} query={query} rows={8} />
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
          <StepButtons of="deals" id={id} rev={d.rev} steps={d.steps} primary={['accept', 'accept-terms']} skip={['decline', 'end', 'propose-terms']} />
          <EndButtons deal={d} />
        </>
      }
    >
      {d.keptAway && <Notice type="warning" lines={[d.keptAway]} />}
      {waitsForMe(d) && <Notice type="info" lines={[t('waits')]} />}
      {d.state === 'intent' && d.due && <Notice type={(d.left ?? 99) <= 5 ? 'warning' : 'info'} lines={[t('due', { date: d.due, n: d.left ?? 0 })]} />}
      {d.state === 'lapsed' && can(d, 'renew') && <Notice type="warning" lines={[t('lapsed')]} />}
      {away(d).map(([side, x]) => (
        <Notice key={side} type="info" lines={[t('away', { side: t(side), from: x.from ?? '', to: x.to ?? '', note: x.note ?? '' })]} />
      ))}
      {d.state === 'intent' && <AcquaintanceQuestion deal={d} />}
      {d.end ? (
        <Notice
          type="warning"
          lines={[
            t('ended', {
              category: say(word(['dealCategories', 'dealEndings'], d.end.category, d.endName)),
              text: d.end.text,
              by: d.end.by,
              role: say(word('roles', d.end.role)),
              at: timeOf(d.end.at, lang),
            }),
          ]}
        />
      ) : (
        <section className="panel" aria-label={t('way')}>
          <Steps size="small" responsive current={at} status={d.state === 'signed' ? 'finish' : 'process'} items={way.map((s) => ({ title: say(word('dealStates', s)) }))} />
        </section>
      )}
      <DealSides deal={d} />
      <div className="with-side">
        <div className="stack">
          <TermsCard deal={d} />
          {d.state !== 'intent' && <AcquaintanceQuestion deal={d} />}
          <DealLog deal={d} />
          <Panel title={t('history')}>
            <History of="deals" id={id} names={{ states: 'dealStates', steps: 'dealSteps', plain: ['acquaint', 'lapse'] }} />
          </Panel>
        </div>
        <div className="stack">
          <ContactPanel deal={d} />
          <DealContracts deal={d} />
          <IntroductionPanel deal={d} />
          <DealCredit deal={d} />
          <RecordFiles of={{ kind: 'deal', record: id }} />
        </div>
      </div>
    </Page>
  )
}
