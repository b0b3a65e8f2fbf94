import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Collapse } from 'antd'
import { Link, useParams } from 'react-router'
import { storedFile } from '@/lib/api/files'
import { useDownload } from '@/lib/download'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { Facts } from '@/ui/facts'
import { History } from '@/ui/history'
import { Notice } from '@/ui/notice'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { SchemeView } from '@/ui/scheme-view'
import { bidQuery, confirmBid, type Bid } from './api'
import { dayOf } from './bid-list-page'
import { BidSteps } from './bid-steps'
import { Deadline } from './deadline'
import { SchemeForm } from './scheme-form'
import { BidTag } from './state-tags'
import { useTerms } from './words'

const texts = messages({
  title: ['揭榜申报', 'Bid'],
  challenge: ['榜单', 'Challenge'],
  asker: ['发榜方', 'Asker'],
  due: ['揭榜截止', 'Bids until'],
  team: ['揭榜方', 'Team'],
  entered: ['由 {name} 代为登记', 'Entered by {name}'],
  receipt: ['已于 {at} 收到（条款第 {n} 版），回执校验值 {hash}', 'Received {at} (terms version {n}), receipt {hash}'],
  confirm: ['确认参与', 'Confirm'],
  invited: ['牵头单位邀请贵单位参与这份揭榜，请确认。', 'The lead invites your unit to take part; please confirm.'],
  scheme: ['揭榜方案', 'Scheme'],
  hidden: ['团队提交后，发榜方和主管部门才能看到方案。', 'Asker and office read the scheme once it is handed in.'],
  sealed: ['材料已密封。截止后由主管部门公开开启，在此之前只有揭榜团队看得到。', 'The material is sealed. Until the office opens it in public after the deadline, the team alone reads it.'],
  intent: ['意向协议', 'Letter of intent'],
  paper: ['盖章申报书', 'Stamped paper'],
  file: ['附件 {n}', 'File {n}'],
  talks: ['洽谈记录', 'Talks'],
  noTalks: ['还没有记录。约见、走访、电话都可以记在这里，双方都看得到。', 'None yet. Visits and calls are kept here; both sides read them.'],
  exam: ['资格审查', 'Examination'],
  history: ['历史', 'History'],
})

export default function BidPage() {
  const t = useT(texts)
  const lang = useLanguage()
  const { id = '' } = useParams()
  const { message } = App.useApp()
  const query = useQuery(bidQuery(id))
  const confirm = useMutation({ ...confirmBid(id), onError: (e) => message.error(e.message, 6) })
  const b = query.data
  if (!b) return <WaitingPage title={t('title')} query={query} rows={8} />
  const writes = b.steps.some((s) => s.step === 'submit') && b.challenge.takes
  return (
    <Page
      title={b.challenge.title}
      tab={t('title')}
      sub={
        <span className="row">
          <span>{t('title')}</span>
          <span className="num">{b.serial}</span>
          <BidTag state={b.state} name={b.stateName} />
        </span>
      }
      actions={
        <>
          {b.invited && b.challenge.takes && (
            <Button type="primary" loading={confirm.isPending} onClick={() => confirm.mutate()}>
              {t('confirm')}
            </Button>
          )}
          <BidSteps bid={b} />
        </>
      }
    >
      {b.invited && <Notice type="info" lines={[t('invited')]} />}
      {b.reason && <Notice type={b.state === 'won' || b.state === 'chosen' ? 'success' : 'warning'} lines={[b.reason]} />}
      {b.receipt && b.state !== 'withdrawn' && <Notice type="success" lines={[t('receipt', { at: timeOf(b.receipt.at, lang), n: b.receipt.version, hash: b.receipt.hash.slice(0, 16) })]} />}
      <section className="panel" aria-label={t('challenge')}>
        <Facts
          rows={[
            [t('challenge'), <Link key="c" to={`/challenges/${b.challenge.id}`}>{`${b.challenge.serial} ${b.challenge.title}`}</Link>],
            [t('asker'), b.challenge.asker],
            [t('due'), <Deadline key="d" challenge={b.challenge} day={dayOf(b)} />],
            [t('team'), [b.lead.name, b.enteredBy && t('entered', { name: b.enteredBy })].filter(Boolean).join(' · ')],
          ]}
        />
      </section>
      {writes ? <SchemeForm key={b.id} bid={b} /> : <SchemePanel bid={b} />}
      {b.challenge.choosing !== 'reviewed' && <Talks bid={b} />}
      {b.examined && <ExaminationView bid={b} />}
      <Panel>
        <Collapse ghost destroyOnHidden items={[{ key: 'h', label: t('history'), children: <History of="bids" id={id} names={{ states: 'bidStates', steps: 'bidSteps' }} /> }]} />
      </Panel>
    </Page>
  )
}

function Talks({ bid: b }: { bid: Bid }) {
  const t = useT(texts)
  const lang = useLanguage()
  return (
    <Panel title={t('talks')}>
      {b.talks.length === 0 && <p className="muted">{t('noTalks')}</p>}
      <ul className="plain-list">
        {[...b.talks].reverse().map((x) => (
          <li key={x.at}>
            <b className="num">{x.on}</b> {x.people}
            <div className="prewrap">{x.text}</div>
            <div className="muted">{`${x.by} · ${timeOf(x.at, lang)}`}</div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function SchemePanel({ bid: b }: { bid: Bid }) {
  const t = useT(texts)
  const download = useDownload()
  const x = b.scheme
  if (!x.plan && !x.answers?.length) return <Panel title={t('scheme')}><p className="muted">{t(b.sealed ? 'sealed' : 'hidden')}</p></Panel>
  const named: [string | undefined, string][] = [[x.intent, t('intent')], [x.paper, t('paper')], ...(x.files ?? []).map((id, i): [string, string] => [id, t('file', { n: i + 1 })])]
  const files = named.flatMap(([id, name]) => (id ? [{ id, name }] : []))
  return (
    <Panel title={t('scheme')}>
      <SchemeView scheme={x} indicators={b.challenge.indicators} files={files} open={(f) => download(storedFile(f.id))} />
    </Panel>
  )
}

function ExaminationView({ bid: b }: { bid: Bid }) {
  const t = useT(texts)
  const terms = useTerms()
  const e = b.examined
  if (!e) return null
  return (
    <Panel title={t('exam')}>
      <Facts
        rows={[
          ...(e.relations ?? []).map((r): [string, string] => [terms.name('bidRelations', r.kind), [terms.name('bidVerdicts', r.verdict), r.source, r.on].filter(Boolean).join(' · ')]),
          [terms.name('bidChecks', e.check), e.fact],
        ]}
      />
    </Panel>
  )
}
