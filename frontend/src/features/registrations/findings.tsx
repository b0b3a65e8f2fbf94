import { Button, Input, Radio } from 'antd'
import type { Check } from '@/lib/api/contracts'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { EvidenceList } from '@/ui/evidence'
import { ToneTag } from '@/ui/state-tag'
import type { Answer } from './api'
import { word } from '@/lib/vocabulary'
import { openPoints, verdictOf, type Answers } from './answers'

const texts = messages({
  title: ['审查要点', 'Points to examine'],
  seen: ['程序判定：符合', 'Program: holds'],
  warns: ['程序提示有问题', 'Program warns'],
  absent: ['不存在', 'Absent'],
  present: ['存在', 'Present'],
  not: ['不应属于：', 'Must not hold: '],
  note: ['理由（必填）', 'Reason (needed)'],
  rest: ['其余均符合（{n} 条）', 'The rest holds ({n})'],
  restDone: ['已一次确认 {n} 条，点此取消', '{n} confirmed in one click; press to undo'],
  restHint: ['程序提示有问题的要点不在其内，须逐条判定。', 'Points the program warns of are not among them.'],
  one: ['一次确认', 'With the rest'],
  left: ['还有 {n} 条没有结论。', '{n} points without a conclusion.'],
  all: ['全部 {n} 条都有结论。', 'All {n} points have a conclusion.'],
  against: ['{n} 条不符合：不能认定通过，请退回补正或办理不予登记。', '{n} do not hold: return the contract or refuse it.'],
})

interface Props {
  items: Check[]
  answers: Answers
  rest: boolean
  /** What the server found missing, by code. */
  faults: Record<string, string>
  onAnswer: (code: string, answer: Answer | undefined) => void
  onRest: (rest: boolean) => void
}

/** The registrar's conclusions: what the program decided arrives with its evidence, the rest is one click or by hand. */
export function Findings({ items, answers, rest, faults, onAnswer, onRest }: Props) {
  const t = useT(texts)
  const say = useSay()
  const order = ['bad', 'ask', 'ok']
  const left = openPoints(items, answers)
  const undecided = rest ? left.filter((x) => x.verdict === 'bad') : left
  const against = items.filter((x) => verdictOf(x, answers, rest) === 'bad' && answers[x.code]).length
  const words = (x: Check, v: Answer['verdict']) => (x.not && v === 'ok' ? t('absent') : x.not && v === 'bad' ? t('present') : say(word('findingVerdicts', v)))
  const open = left.filter((x) => x.verdict === 'ask').length
  return (
    <section aria-label={t('title')}>
      <h3 className="sub-title">{t('title')}</h3>
      {[...items]
        .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
        .map((x) => {
          const now = verdictOf(x, answers, rest)
          const mine = answers[x.code]
          const reason = now === 'bad' || now === 'unclear' || (now === 'ok' && x.verdict === 'bad')
          return (
            <div className="finding" key={x.code} role="group" aria-label={x.text} data-code={x.code}>
              <div>
                {x.not && <b>{t('not')}</b>}
                {x.text} {x.verdict === 'bad' && <ToneTag tone="bad">{t('warns')}</ToneTag>}
                {x.verdict === 'ok' && <ToneTag tone="good">{t('seen')}</ToneTag>}
                {x.verdict === 'ask' && rest && !mine && <ToneTag tone="teal">{t('one')}</ToneTag>}
                {x.hint && <div className="muted">{x.hint}</div>}
                <EvidenceList items={x.evidence} />
              </div>
              <Radio.Group
                optionType="button"
                size="small"
                value={now}
                onChange={(e) => onAnswer(x.code, { code: x.code, verdict: e.target.value as Answer['verdict'], note: mine?.note })}
                options={(['ok', 'bad', 'unclear'] as const).map((value) => ({ value, label: words(x, value) }))}
              />
              {mine && reason && (
                <Input
                  size="small"
                  className="full"
                  maxLength={300}
                  value={mine.note ?? ''}
                  status={faults[x.code] ? 'error' : undefined}
                  placeholder={t('note')}
                  aria-label={`${t('note')} ${x.text}`}
                  onChange={(e) => onAnswer(x.code, { ...mine, note: e.target.value })}
                />
              )}
              {faults[x.code] && (
                <div role="alert" className="full bad-text">
                  {faults[x.code]}
                </div>
              )}
            </div>
          )
        })}
      <div className="findings-foot" role="status">
        <b>{against > 0 ? t('against', { n: against }) : undecided.length > 0 ? t('left', { n: undecided.length }) : t('all', { n: items.length })}</b>
        {open > 0 && (
          <Button onClick={() => onRest(!rest)} aria-pressed={rest} data-testid="rest">
            {rest ? t('restDone', { n: open }) : t('rest', { n: open })}
          </Button>
        )}
        {open > 0 && !rest && <span className="muted">{t('restHint')}</span>}
      </div>
    </section>
  )
}
