import { App, Button, Form, Input, InputNumber } from 'antd'
import { storedFile, type StoredFile } from '@/lib/api/files'
import { useDownload } from '@/lib/download'
import type { Place } from '@/lib/form/errors'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { FileField } from '@/ui/file-field'
import { ScrollTable } from '@/ui/scroll-table'
import { StepDialog } from '@/ui/step-dialog'
import { fileAs, points, type Mark, type Review, type Seat } from './api'

const texts = messages({
  typeHint: ['照专家签字的评分表录入，再由另一人复核。最高分、最低分和低于最低分数线的须有评语。', 'Type what the signed sheet says; then another person takes a second look. The highest, the lowest and marks below the pass mark need a comment.'],
  compareHint: ['对照签字的评分表逐格核对下面的录入，一致后提交。', 'Compare each score below with the signed sheet, then hand in.'],
  againHint: ['没有上传评分表扫描件：请再录入一遍，与第一次一致才能提交；也可以上传签字的评分表。', 'No scan was uploaded: type the sheet once more, and it is handed in when both agree; or upload the signed sheet.'],
  score: ['{name}（0–{most}）', '{name} (0–{most})'],
  comment: ['评语', 'Comment'],
  sheet: ['签字的评分表', 'Signed sheet'],
  open: ['打开签字的评分表', 'Open the signed sheet'],
  team: ['揭榜方', 'Team'],
  needed: ['请填写。', 'Please fill this in.'],
})

interface Values {
  marks: { scores: (number | null)[]; comment?: string }[]
  scan?: StoredFile | null
}

/** The wire has hundredths of points, and -1 where none was given. */
const blank = -1

const marksOf = (r: Review, v: Values): Mark[] =>
  r.teams.map((team, i) => ({
    bid: team.bid,
    comment: v.marks[i]?.comment ?? '',
    scores: (r.rules.criteria ?? []).map((_, j) => {
      const s = v.marks[i]?.scores[j]
      return s === null || s === undefined ? blank : Math.round(s * 100)
    }),
  }))

const typedIn = (r: Review, marks: Mark[]): Values['marks'] =>
  r.teams.map((team) => {
    const m = marks.find((x) => x.bid === team.bid)
    return { comment: m?.comment, scores: (r.rules.criteria ?? []).map((_, j) => ((s) => (s === undefined || s < 0 ? null : s / 100))(m?.scores?.[j])) }
  })

/** A sentence about the scores of a bid stands at its first score. */
const place: Place = (p) => (p[0] === 'marks' ? (p.length > 2 ? (p[2] === 'scores' ? ['marks', Number(p[1]), 'scores', 0] : ['marks', Number(p[1]), ...p.slice(2)]) : null) : p)

function SheetFields({ review: r, comments }: { review: Review; comments?: boolean }) {
  const t = useT(texts)
  return r.teams.map((team, i) => (
    <fieldset key={team.bid} className="plain-set">
      <legend>
        {team.name} <span className="muted num">{team.serial}</span>
      </legend>
      <div className="form-grid">
        {(r.rules.criteria ?? []).map((c, j) => (
          <Form.Item key={c.name} name={['marks', i, 'scores', j]} label={t('score', { name: c.name ?? '', most: points(c.most ?? 0) })} rules={[{ required: true, message: t('needed') }]}>
            <InputNumber min={0} max={(c.most ?? 0) / 100} precision={2} style={{ width: '100%' }} />
          </Form.Item>
        ))}
        {comments && (
          <Form.Item name={['marks', i, 'comment']} label={t('comment')} className="full">
            <Input.TextArea autoSize={{ minRows: 1 }} maxLength={2000} />
          </Form.Item>
        )}
      </div>
    </fieldset>
  ))
}

/** Types the paper sheet of an expert. */
export function TypeSheet({ seat: s, review: r }: { seat: Seat; review: Review }) {
  const t = useT(texts)
  const say = useSay()
  return (
    <StepDialog<Values>
      of="seats"
      id={s.id}
      rev={s.rev}
      step="type"
      label={say(word('seatSteps', 'type'))}
      width={860}
      place={place}
      hint={t('typeHint')}
      initial={{ marks: typedIn(r, s.marks), scan: fileAs(s.scan, t('sheet')) }}
      body={(v) => ({ marks: marksOf(r, v), scan: v.scan?.id ?? '' })}
    >
      <SheetFields review={r} comments />
      <Form.Item name="scan" label={t('sheet')}>
        <FileField label={t('sheet')} />
      </Form.Item>
    </StepDialog>
  )
}

/** The second look: against the scan of the sheet, or by typing it once more. */
export function ConfirmSheet({ seat: s, review: r }: { seat: Seat; review: Review }) {
  const t = useT(texts)
  const say = useSay()
  const download = useDownload()
  const { message } = App.useApp()
  const at = { of: 'seats', id: s.id, rev: s.rev, step: 'confirm', label: say(word('seatSteps', 'confirm')), width: 860, primary: true, place } as const
  const scan = s.scan
  if (!scan)
    return (
      <StepDialog<Values> {...at} hint={t('againHint')} initial={{ marks: typedIn(r, []) }} body={(v) => ({ marks: marksOf(r, v), scan: v.scan?.id ?? '' })}>
        <SheetFields review={r} />
        <Form.Item name="scan" label={t('sheet')}>
          <FileField label={t('sheet')} />
        </Form.Item>
      </StepDialog>
    )
  const typed = typedIn(r, s.marks)
  return (
    <StepDialog {...at} hint={t('compareHint')} body={() => ({})}>
      <Button className="gap-below" onClick={() => void download(storedFile(scan)).catch((e: Error) => message.error(e.message, 6))}>
        {t('open')}
      </Button>
      <ScrollTable
        label={t('sheet')}
        stacked
        size="small"
        pagination={false}
        rowKey={(x) => x.bid}
        dataSource={r.teams.map((team, i) => ({ ...team, ...typed[i] }))}
        columns={[
          { title: t('team'), key: 'team', render: (_, x) => <b>{x.name}</b> },
          ...(r.rules.criteria ?? []).map((c, j) => ({ title: c.name ?? '', key: `c${j}`, render: (_: unknown, x: { scores?: (number | null)[] }) => <span className="num">{x.scores?.[j] ?? '—'}</span> })),
          { title: t('comment'), key: 'comment', render: (_, x) => <span className="prewrap">{x.comment}</span> },
        ]}
      />
    </StepDialog>
  )
}
