import { App, Button, Checkbox, Form } from 'antd'
import { storedFile, type StoredFile } from '@/lib/api/files'
import { useDownload } from '@/lib/download'
import { timeOf } from '@/lib/format'
import { comma, messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Facts } from '@/ui/facts'
import { FileField } from '@/ui/file-field'
import { Panel } from '@/ui/page'
import { ToneTag } from '@/ui/state-tag'
import { StepButtons } from '@/ui/step-buttons'
import { StepDialog } from '@/ui/step-dialog'
import type { Review, Seat } from './api'
import { EndLinkButton, LinkButton } from './office-link'
import { ConfirmSheet, TypeSheet } from './office-sheet'
import { seatTone } from './office-words'

const texts = messages({
  title: ['评审专家', 'Experts of the review'],
  how: ['有账号的专家登录后接受和评分；没有账号的，把一次性链接交给本人，或由经办人按签字的纸质材料录入。', 'With an account an expert signs in. Without one hand him a one-time link, or type his signed papers.'],
  progress: ['已评 {done}/{all} 家', '{done} of {all} bids scored'],
  account: ['方式', 'Acts by'],
  signsIn: ['账号登录', 'account'],
  link: ['一次性链接或纸质', 'one-time link or paper'],
  linkUntil: ['链接有效至', 'Link works until'],
  declared: ['无回避声明', 'Declaration'],
  open: ['未查的关系', 'Not looked into'],
  reason: ['理由', 'Reason'],
  typed: ['录入', 'Typed by'],
  seen: ['复核', 'Second look by'],
  at: ['提交时间', 'Handed in'],
  sheet: ['签字的评分表', 'Signed sheet'],
  declaration: ['签字的声明', 'Signed declaration'],
  accept: ['录入专家的接受', 'Record the acceptance'],
  acceptHint: ['专家在纸上签了声明的，由经办人上传并录入。', 'For an expert who signed the declaration on paper.'],
  agreed: ['专家已阅读并签署无回避情形的声明', 'The expert read and signed the declaration that no relation keeps him out'],
  needed: ['请填写。', 'Please fill this in.'],
  tick: ['请确认专家已签署声明。', 'Please confirm the declaration.'],
})

const standing = (s: Seat) => s.state === 'invited' || s.state === 'accepted' || s.state === 'typed' || s.state === 'submitted'

/** The experts of a review with where each of them is, for the office. */
export function SeatsPanel({ review: r }: { review: Review }) {
  const t = useT(texts)
  const now = r.seats.filter(standing)
  const gone = r.seats.filter((s) => !standing(s))
  return (
    <Panel title={t('title')}>
      {(r.state === 'preparing' || r.state === 'scoring') && <p className="muted">{t('how')}</p>}
      <ul className="plain-list" style={{ gap: 18 }}>
        {[...now, ...gone].map((s) => (
          <li key={s.id}>
            <SeatRow seat={s} review={r} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function SeatRow({ seat: s, review: r }: { seat: Seat; review: Review }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const download = useDownload()
  const { message } = App.useApp()
  const can = (step: string) => s.steps.some((x) => x.step === step)
  const at = { of: 'seats', id: s.id, rev: s.rev } as const
  const file = (id: string | undefined, name: string) =>
    id && (
      <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => void download(storedFile(id)).catch((e: Error) => message.error(e.message, 6))}>
        {name}
      </Button>
    )
  const units = [...new Set(s.relations.map((x) => x.unit))]
  const open = units.map((u) => `${u}（${s.relations.filter((x) => x.unit === u).map((x) => say(word('expertRelations', x.kind))).join(say(comma))}）`)
  const works = r.state === 'preparing' || r.state === 'scoring'
  return (
    <article aria-label={s.name}>
      <div className="row gap-below">
        <b>{s.name}</b>
        <span className="muted">{[s.unit, s.title].filter(Boolean).join(' · ')}</span>
        <ToneTag tone={seatTone[s.state] ?? 'neutral'}>{say(word('seatStates', s.state, s.stateName))}</ToneTag>
        {r.state === 'scoring' && standing(s) && <span className="num">{t('progress', { done: s.done, all: s.done + s.left })}</span>}
      </div>
      <Facts
        rows={[
          [t('account'), works && standing(s) && t(s.account ? 'signsIn' : 'link')],
          [t('linkUntil'), s.linkUntil ? timeOf(s.linkUntil, lang) : null],
          [t('declared'), s.declared && [timeOf(s.declared.at, lang), s.declared.version].join(' · ')],
          [t('declaration'), file(s.declared?.scan, t('declaration'))],
          [t('open'), open.length > 0 && open.join('；')],
          [t('typed'), s.typedBy],
          [t('seen'), s.seenBy],
          [t('sheet'), file(s.scan, t('sheet'))],
          [t('at'), s.at && timeOf(s.at, lang)],
          [t('reason'), s.reason],
        ]}
      />
      {works && (
        <div className="row gap-above">
          {can('accept') && (
            <StepDialog<{ declared?: boolean; scan?: StoredFile | null }> {...at} step="accept" label={t('accept')} hint={t('acceptHint')} body={(v) => ({ declared: v.declared ?? false, scan: v.scan?.id ?? '' })}>
              <Form.Item name="declared" valuePropName="checked" rules={[{ validator: (_, v) => (v ? Promise.resolve() : Promise.reject(new Error(t('tick')))) }]}>
                <Checkbox>{t('agreed')}</Checkbox>
              </Form.Item>
              <Form.Item name="scan" label={t('declaration')} rules={[{ required: true, message: t('needed') }]}>
                <FileField label={t('declaration')} />
              </Form.Item>
            </StepDialog>
          )}
          {can('type') && <TypeSheet seat={s} review={r} />}
          {can('confirm') && <ConfirmSheet seat={s} review={r} />}
          {(s.state === 'invited' || s.state === 'accepted') && <LinkButton of="seats" id={s.id} name={s.name} />}
          {Boolean(s.linkUntil) && <EndLinkButton seat={s.id} />}
          <StepButtons {...at} steps={s.steps} skip={['accept', 'type', 'confirm']} />
        </div>
      )}
    </article>
  )
}
