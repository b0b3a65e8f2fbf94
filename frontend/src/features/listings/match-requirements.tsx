import { CheckCircleFilled, CloseCircleFilled, QuestionCircleFilled } from '@ant-design/icons'
import { messages, useT } from '@/lib/i18n/language'
import { palette } from '@/ui/theme'
import type { MatchRequirement } from './match-types'

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
  unknown: ['无从判断', 'Not known'],
  notSaid: ['未说明', 'not said'],
})

const looks = {
  met: { icon: <CheckCircleFilled />, color: palette.good },
  unmet: { icon: <CloseCircleFilled />, color: palette.bad },
  unknown: { icon: <QuestionCircleFilled />, color: palette.unknown },
} as const

/** The metric stands in its own column; the value need not repeat it. */
const bare = (metric: string, s: string | undefined) => (s?.startsWith(metric) && s.length > metric.length ? s.slice(metric.length).trim() : s)

/** Requirement by requirement: what is wanted, what is offered, and whether that is enough. */
export function MatchRequirements({ rows }: { rows: MatchRequirement[] }) {
  const t = useT(texts)
  return (
    <table className="line-table stacked">
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
            <td data-label={t('metric')}>
              <span>
                {r.metric} <span className="muted">({t(r.must ? 'must' : 'nice')})</span>
              </span>
            </td>
            <td data-label={t('wanted')} className="num">
              {bare(r.metric, r.wanted)}
            </td>
            <td data-label={t('offered')} className="num">
              {bare(r.metric, r.offered) || <span className="muted">{t('notSaid')}</span>}
            </td>
            <td data-label={t('verdict')} className="nowrap" style={{ color: looks[r.verdict].color }}>
              <span>
                {looks[r.verdict].icon} {t(r.verdict)}
              </span>
            </td>
            <td data-label={t('evidence')}>{r.evidence ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
