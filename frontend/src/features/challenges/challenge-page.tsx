import { CalendarOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Collapse } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { money } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { base } from '@/lib/api/client'
import { useIs } from '@/lib/session'
import { Facts } from '@/ui/facts'
import { History } from '@/ui/history'
import { Notice } from '@/ui/notice'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { challengeQuery } from './api'
import { AblePanel } from './able-panel'
import { BidsPanel } from './bids-panel'
import { ChallengeSteps } from './challenge-steps'
import { Deadline } from './deadline'
import { JoinPanel } from './join-panel'
import { ProgressPanel } from './progress-panel'
import { ChallengeTag } from './state-tags'
import { PayoutPanel } from './payout-panel'
import { TermsView } from './terms-view'
import { useTerms } from './words'

const texts = messages({
  title: ['榜单', 'Challenge'],
  edit: ['修改', 'Edit'],
  asker: ['发榜方', 'Asker'],
  sum: ['榜单金额', 'Amount'],
  due: ['揭榜截止', 'Bids until'],
  finish: ['完成时限', 'To be done by'],
  from: ['来源', 'Comes from'],
  split: ['自筹 {own} ＋ 财政 {public}', 'own {own} + public {public}'],
  ics: ['加入日历', 'Add to calendar'],
  who: ['谁可以揭榜', 'Who may bid'],
  anybody: ['不设门槛，任何地方的团队', 'Any team from anywhere'],
  named: ['定向邀请的单位', 'Invited teams only'],
  conditions: ['符合条件的团队（{n} 条）', 'Teams that meet {n} conditions'],
  next: ['接下来', 'What happens next'],
  talk: ['有意揭榜的团队先与发榜方洽谈，再共同提交揭榜方案和意向协议；截止后由主管部门审查资格，发榜方选定。', 'Teams talk with the asker first and then hand in a joint scheme with a letter of intent. After the deadline the office examines, and the asker chooses.'],
  direct: ['截止后由主管部门审查资格，发榜方直接选定。', 'After the deadline the office examines, and the asker chooses.'],
  reviewed: ['申报材料加密密封，截止前除本团队外任何人都看不到；截止后由主管部门公开开启，经资格审查和专家评审后，发榜方选定。', 'Bids are sealed: until the deadline nobody but the team reads them. Then the office opens them in public; after examination and expert review the asker chooses.'],
  opened: ['申报材料开启记录', 'Record of the opening'],
  review: ['专家评审', 'Expert review'],
  chain: ['使用财政资金：选定后还须经过{links}。', 'With public money the choice then goes through {links}.'],
  payChain: ['每笔财政资金兑现前须经过{links}。', 'Each payout of public money goes through {links}.'],
  own: ['全部由发榜方自筹，由发榜方自行决定。', 'The asker pays alone and decides alone.'],
  choice: ['选定结果', 'The choice'],
  team: ['揭榜方', 'Team'],
  reason: ['理由', 'Reason'],
  only: ['唯一揭榜方', 'The only team that bid'],
  agreement: ['协议', 'Agreement'],
  signed: ['签订日期', 'Signed'],
  content: ['攻关内容', 'Content'],
  targets: ['考核指标', 'Targets'],
  delivery: ['交付时限', 'Delivery'],
  moneyItem: ['资金分配', 'Money'],
  property: ['产权归属', 'Ownership'],
  end: ['结果', 'Result'],
  measured: ['实测', 'Measured'],
  proof: ['佐证', 'Proof'],
  met: ['达到', 'met'],
  unmet: ['未达到', 'not met'],
  versions: ['条款版本', 'Versions of the terms'],
  version: ['第 {n} 版 · {day} · 校验值 {hash}', 'Version {n} · {day} · hash {hash}'],
  opening: ['张榜', 'Opening'],
  bids: ['揭榜 {n} 家', '{n} bids'],
  history: ['历史', 'History'],
})

export default function ChallengePage() {
  const t = useT(texts)
  const lang = useLanguage()
  const terms = useTerms()
  const officer = useIs('officer')
  const { id = '' } = useParams()
  const query = useQuery(challengeQuery(id))
  const c = query.data
  if (!c) return <WaitingPage title={t('title')} query={query} rows={10} />
  const works = c.mine || c.steps.length > 0 || (officer && c.bids !== undefined)
  const chain = c.chain.map((l) => [terms.name('challengeLinks', l.kind), l.body].filter(Boolean).join('：')).join(' → ')
  const own = c.terms.ownFen ?? 0
  const fromPublic = c.terms.publicFen ?? 0
  const who = c.terms.mode === 'directed' ? t('named') : c.terms.conditions?.length ? t('conditions', { n: c.terms.conditions.length }) : t('anybody')
  const atAGlance: [string, ReactNode][] = [
    [t('asker'), c.asker.name],
    [
      t('sum'),
      <>
        <b className="num">{money(own + fromPublic, lang)}</b>
        {fromPublic > 0 && <div className="muted">{t('split', { own: money(own, lang), public: money(fromPublic, lang) })}</div>}
      </>,
    ],
    [
      t('due'),
      c.deadlineAt && (
        <>
          <Deadline challenge={c} />
          {c.takes && (
            <a href={`${base}/challenges/${id}/deadline.ics`} download>
              <CalendarOutlined aria-hidden /> {t('ics')}
            </a>
          )}
        </>
      ),
    ],
    [t('finish'), c.agreement?.finish ?? c.terms.finish],
    [t('who'), who],
    [t('from'), c.origin.record && <Link to={c.origin.from === 'list' ? '/hard-problems' : `/demands/${c.origin.record}`}>{c.origin.serial}</Link>],
  ]
  const draft = c.state === 'draft' || c.state === 'returned'
  return (
    <Page
      title={c.terms.title ?? ''}
      sub={
        <span className="row">
          <span>{t('title')}</span>
          <span className="num">{c.serial}</span>
          <ChallengeTag state={c.state} name={c.stateName} />
          {c.bids !== undefined && <span>{t('bids', { n: c.bids })}</span>}
        </span>
      }
      actions={
        <>
          {draft && works && (
            <Link to={`/challenges/${id}/edit`}>
              <Button>{t('edit')}</Button>
            </Link>
          )}
          <ChallengeSteps challenge={c} />
        </>
      }
    >
      <section className="panel" aria-label={t('title')}>
        <p className="challenge-lead prewrap">{c.terms.why}</p>
        <dl className="challenge-line">
          {atAGlance.map(([name, value]) => value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      {c.end?.reason && <Notice type="warning" lines={[`${c.stateName}：${c.end.reason}`]} />}
      {!officer && <JoinPanel challenge={c} />}
      <div className="with-side">
        <div className="stack">
          <TermsView terms={c.terms} />
          {works && <PayoutPanel challenge={c} />}
          {works && <BidsPanel challenge={c} />}
          {works && (c.takes || draft || c.state === 'vetting') && <AblePanel challenge={c} />}
          {officer && <JoinPanel challenge={c} />}
        </div>
        <div className="stack">
          <ProgressPanel challenge={c} />
          <Panel title={t('next')}>
            <p>{t(c.terms.choosing === 'direct' ? 'direct' : c.terms.choosing === 'reviewed' ? 'reviewed' : 'talk')}</p>
            {c.openedAt && (
              <p>
                <Link to={`/challenges/${id}/opening`}>{t('opened')}</Link>
              </p>
            )}
            {officer && c.openedAt && c.terms.choosing === 'reviewed' && (
              <p>
                <Link to={`/challenges/${id}/review`}>{t('review')}</Link>
              </p>
            )}
            <p>{chain ? t('chain', { links: chain }) : t('own')}</p>
            {c.payChain.length > 0 && <p>{t('payChain', { links: c.payChain.map((l) => terms.name('payoutLinks', l.kind)).join(' → ') })}</p>}
          </Panel>
          {c.choice && (
            <Panel title={t('choice')}>
              <Facts
                rows={[
                  [t('team'), c.choice.bid ? <Link to={`/bids/${c.choice.bid}`}>{c.choice.team}</Link> : c.choice.team],
                  [t('reason'), c.choice.reason],
                  ['', c.choice.only && t('only')],
                ]}
              />
            </Panel>
          )}
          {c.agreement && (
            <Panel title={t('agreement')}>
              <Facts
                rows={[
                  [t('signed'), c.agreement.signed],
                  [t('finish'), c.agreement.finish],
                  [t('content'), c.agreement.content],
                  [t('targets'), c.agreement.targets],
                  [t('delivery'), c.agreement.delivery],
                  [t('moneyItem'), c.agreement.money],
                  [t('property'), c.agreement.property],
                ]}
              />
            </Panel>
          )}
          {c.end?.evidence && c.end.evidence.length > 0 && (
            <Panel title={t('end')}>
              <Facts rows={c.end.evidence.map((e, i) => [c.terms.indicators?.[i]?.metric ?? '', `${e.measured}（${t(e.met ? 'met' : 'unmet')}，${t('proof')}：${e.proof}）`])} />
            </Panel>
          )}
          {c.versions.length > 0 && (
            <Panel title={t('versions')}>
              <ul className="plain-list">
                {c.versions.map((v) => (
                  <li key={v.no}>
                    <div>{v.reason || t('opening')}</div>
                    <div className="muted" style={{ overflowWrap: 'anywhere' }}>{t('version', { n: v.no, day: v.on, hash: v.hash.slice(0, 16) })}</div>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </div>
      </div>
      {works && (
        <Panel>
          <Collapse ghost destroyOnHidden items={[{ key: 'h', label: t('history'), children: <History of="challenges" id={id} names={{ states: 'challengeStates', steps: 'challengeSteps' }} /> }]} />
        </Panel>
      )}
    </Page>
  )
}
