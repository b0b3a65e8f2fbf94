import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Collapse, Form } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { DateField } from '@/ui/date-field'
import { Facts } from '@/ui/facts'
import { History } from '@/ui/history'
import { Notice } from '@/ui/notice'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { ToneTag } from '@/ui/state-tag'
import { Empty } from '@/ui/state-view'
import { StepButtons } from '@/ui/step-buttons'
import { StepDialog } from '@/ui/step-dialog'
import { challengeReviews, createReview, reviewQuery, type Review } from './api'
import { DrawPanel } from './office-draw'
import { MeetingPanel } from './office-meeting'
import { PapersPanel } from './office-papers'
import { ResultPanel } from './office-result'
import { RulesPanel } from './office-rules'
import { SeatsPanel } from './office-seats'
import { reviewTone } from './office-words'

const texts = messages({
  title: ['专家评审', 'Expert review'],
  none: ['还没有评审', 'No review yet'],
  noneText: ['申报材料开启后开始筹备：抽取专家、发出邀请，全部接受并做完资格审查后开始评分。', 'Once the bids are opened: draw the experts and invite them; scoring starts when all have accepted and every bid was examined.'],
  later: ['主管部门开始评审后，完成时在这里看到结果。', 'The result stands here when the review is complete.'],
  create: ['开始筹备评审', 'Begin to prepare'],
  challenge: ['返回榜单', 'To the challenge'],
  asker: ['发榜方', 'Asker'],
  due: ['评分截止', 'Scores until'],
  dueDay: ['{day} 24:00', '{day}, 24:00'],
  dueField: ['评分截止日（当日 24:00 止）', 'Last day for scores (until 24:00)'],
  teams: ['参评揭榜方', 'Bids under review'],
  done: ['完成时间', 'Completed'],
  needed: ['请填写。', 'Please fill this in.'],
  startHint: ['须全部专家已接受、全部揭榜申报已做完资格审查；开始后评审对象和专家不再变动。', 'All experts have accepted and every bid was examined; from then on bids and experts are fixed.'],
  finishHint: ['须全部专家已提交评分；有会评的须填写会评安排和签字的专家组意见。完成后不能再改。', 'All experts have handed in; a meeting has its fields and the signed opinion. Nothing changes afterwards.'],
  stopped: ['已停止的评审：{reason}', 'A review that was stopped: {reason}'],
  history: ['历史', 'History'],
})

/** The review of a challenge: all of it for the office, the result for the asker. */
export default function OfficeReviewPage() {
  const t = useT(texts)
  const officer = useIs('officer')
  const { id = '' } = useParams()
  const list = useQuery(challengeReviews(id))
  const current = list.data?.items.find((r) => r.state !== 'stopped')
  const query = useQuery({ ...reviewQuery(current?.id ?? ''), enabled: current !== undefined })
  if (!list.data) return <WaitingPage title={t('title')} query={list} rows={8} />
  if (current && !query.data) return <WaitingPage title={t('title')} query={query} rows={8} />
  const past = list.data.items.filter((r) => r.state === 'stopped')
  const stopped = past.map((r) => <Notice key={r.id} type="warning" lines={[t('stopped', { reason: r.reason ?? '' })]} />)
  const back = (
    <Link to={`/challenges/${id}`}>
      <Button>{t('challenge')}</Button>
    </Link>
  )
  if (!query.data)
    return (
      <Page title={t('title')} actions={back}>
        {stopped}
        <Panel>
          <Empty title={t('none')} actions={officer && <CreateButton challenge={id} />}>
            {t(officer ? 'noneText' : 'later')}
          </Empty>
        </Panel>
      </Page>
    )
  return <Whole review={query.data} officer={officer} stopped={stopped} back={back} />
}

function CreateButton({ challenge }: { challenge: string }) {
  const t = useT(texts)
  const { message } = App.useApp()
  const create = useMutation({ ...createReview, onError: (e) => message.error(e.message, 6) })
  return (
    <Button type="primary" loading={create.isPending} onClick={() => create.mutate({ challenge })}>
      {t('create')}
    </Button>
  )
}

function Whole({ review: r, officer, stopped, back }: { review: Review; officer: boolean; stopped: ReactNode; back: ReactNode }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  return (
    <Page
      title={t('title')}
      sub={
        <span className="row">
          <Link to={`/challenges/${r.challenge}`}>{r.title}</Link>
          <span className="num">{r.serial}</span>
          <ToneTag tone={reviewTone[r.state] ?? 'neutral'}>{say(word('reviewStates', r.state, r.stateName))}</ToneTag>
        </span>
      }
      actions={
        <>
          {back}
          <ReviewSteps review={r} />
        </>
      }
    >
      {stopped}
      <section className="panel" aria-label={t('title')}>
        <Facts
          rows={[
            [t('asker'), r.asker],
            [t('due'), r.due && t('dueDay', { day: r.due })],
            [t('done'), r.doneAt && timeOf(r.doneAt, lang)],
            [t('teams'), r.teams.map((x) => x.name).join('；')],
          ]}
        />
      </section>
      {r.result.length > 0 && <ResultPanel review={r} />}
      {officer && <DrawPanel review={r} />}
      {officer && r.seats.length > 0 && <SeatsPanel review={r} />}
      {officer && r.rules.form !== 'online' && <MeetingPanel key={r.id} review={r} />}
      <RulesPanel review={r} />
      {(officer || r.state === 'done') && <PapersPanel review={r} officer={officer} />}
      {officer && (
        <Panel>
          <Collapse ghost destroyOnHidden items={[{ key: 'h', label: t('history'), children: <History of="reviews" id={r.id} names={{ states: 'reviewStates', steps: 'reviewSteps' }} /> }]} />
        </Panel>
      )}
    </Page>
  )
}

function ReviewSteps({ review: r }: { review: Review }) {
  const t = useT(texts)
  const say = useSay()
  const can = (step: string) => r.steps.some((s) => s.step === step)
  const label = (step: string) => say(word('reviewSteps', step))
  const at = { of: 'reviews', id: r.id, rev: r.rev } as const
  return (
    <>
      {can('start') && (
        <StepDialog<{ due: string }> {...at} step="start" label={label('start')} primary hint={t('startHint')} body={(v) => ({ due: v.due })}>
          <Form.Item name="due" label={t('dueField')} rules={[{ required: true, message: t('needed') }]}>
            <DateField />
          </Form.Item>
        </StepDialog>
      )}
      {can('finish') && (
        <StepDialog {...at} step="finish" label={label('finish')} primary place={() => null} body={() => ({})}>
          <p>{t('finishHint')}</p>
        </StepDialog>
      )}
      <StepButtons {...at} steps={r.steps} skip={['start', 'finish']} />
    </>
  )
}
