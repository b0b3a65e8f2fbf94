import { CheckCircleFilled, CloseCircleFilled, MinusCircleFilled, QuestionCircleFilled } from '@ant-design/icons'
import { Grid } from 'antd'
import { messages, useT } from '@/lib/i18n/language'
import { palette } from '@/ui/theme'
import type { MatchQuote, MatchRequirement } from './api'

const texts = messages({
  metric: ['指标', 'Metric'],
  wanted: ['需求要求', 'Wanted'],
  offered: ['成果达到', 'Offered'],
  verdict: ['判断', 'Verdict'],
  evidence: ['依据', 'Evidence'],
  must: ['必备', 'must'],
  nice: ['期望', 'wish'],
  met: ['满足', 'Met'],
  unmet: ['不满足', 'Not met'],
  short: ['承诺不足', 'Promised less'],
  unknown: ['待确认', 'To be asked'],
  wantedIs: ['要求 {v}', 'wanted {v}'],
  offeredIs: ['达到 {v}', 'offered {v}'],
  offeredNo: ['对方没写', 'the other side does not say'],
  evidenceIs: ['依据：{v}', 'Evidence: {v}'],
  notSaid: ['未说明', 'not said'],
  askedBy: ['需求原文：', 'In the demand: '],
  saidBy: ['成果原文：', 'In the achievement: '],
})

const looks = {
  met: { icon: <CheckCircleFilled />, color: palette.good },
  unmet: { icon: <CloseCircleFilled />, color: palette.bad },
  short: { icon: <MinusCircleFilled />, color: palette.rust },
  unknown: { icon: <QuestionCircleFilled />, color: palette.unknown },
} as const

/** The metric stands in its own column; the value need not repeat it. */
const bare = (metric: string, s: string | undefined) => (s?.startsWith(metric) && s.length > metric.length ? s.slice(metric.length).trim() : s)

function Verdict({ row: r }: { row: MatchRequirement }) {
  const t = useT(texts)
  return (
    <span className="nowrap" style={{ color: looks[r.verdict].color }}>
      {looks[r.verdict].icon} {t(r.verdict)}
    </span>
  )
}

/** The sentence of one side, word for word. A line that was filled in stands in the cell already; what is left of it is
 * how it is to be measured. */
function Sentence({ by, quote, value }: { by: 'askedBy' | 'saidBy'; quote: MatchQuote | undefined; value: string | undefined }) {
  const t = useT(texts)
  if (!quote) return null
  if (quote.field !== 'line')
    return (
      <span className="sentence">
        <span className="muted">{t(by)}</span> <q lang="zh-CN">{quote.text}</q>
      </span>
    )
  const rest = value && quote.text.startsWith(value) ? quote.text.slice(value.length).replace(/^（(.*)）$/s, '$1') : quote.text
  return rest ? <span className="sentence muted">{rest}</span> : null
}

/** Requirement by requirement: what is wanted, what is offered, and whether that is enough. A phone shows a line each. */
export function MatchRequirements({ rows }: { rows: MatchRequirement[] }) {
  const t = useT(texts)
  const wide = Grid.useBreakpoint().md ?? window.innerWidth >= 768
  if (!wide)
    return (
      <ul className="req-lines">
        {rows.map((r, i) => (
          <li key={i}>
            <div className="head">
              <span>
                <b>{r.metric}</b> <span className="muted">({t(r.must ? 'must' : 'nice')})</span>
              </span>
              <Verdict row={r} />
            </div>
            <div>
              <span className="num">{t('wantedIs', { v: bare(r.metric, r.wanted) ?? '' })}</span>
              <Sentence by="askedBy" quote={r.asked} value={r.wanted} />
            </div>
            <div>
              <span className="num">{r.offered ? t('offeredIs', { v: bare(r.metric, r.offered) ?? '' }) : <span className="muted">{t('offeredNo')}</span>}</span>
              <Sentence by="saidBy" quote={r.said} value={r.offered} />
            </div>
            {r.evidence && <div className="muted">{t('evidenceIs', { v: r.evidence })}</div>}
          </li>
        ))}
      </ul>
    )
  return (
    <table className="line-table">
      <thead>
        <tr>
          {(['metric', 'wanted', 'offered', 'verdict', 'evidence'] as const).map((h) => (
            <th scope="col" key={h}>
              {t(h)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((r, i) => (
          <tr key={i}>
            <td>
              {r.metric} <span className="muted">({t(r.must ? 'must' : 'nice')})</span>
            </td>
            <td>
              <span className="num">{bare(r.metric, r.wanted)}</span>
              <Sentence by="askedBy" quote={r.asked} value={r.wanted} />
            </td>
            <td>
              <span className="num">{bare(r.metric, r.offered) || <span className="muted">{t('notSaid')}</span>}</span>
              <Sentence by="saidBy" quote={r.said} value={r.offered} />
            </td>
            <td>
              <Verdict row={r} />
            </td>
            <td>{r.evidence ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
