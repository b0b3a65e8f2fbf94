import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { ToneTag } from '@/ui/state-tag'
import type { Indicator, Requirement } from '@/lib/api/listings'

const texts = messages({
  kind: ['要求', 'Kind'],
  must: ['必备', 'Must'],
  nice: ['期望', 'Wish'],
  metric: ['指标', 'Metric'],
  target: ['目标值', 'Target'],
  value: ['数值', 'Value'],
  how: ['说明', 'How measured'],
  evidence: ['依据', 'Evidence'],
})

const signs: Record<string, string> = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '=': '=' }

/** "≥ 99.9 %" or "3 – 5 t/h". */
export function measureText(m: { op?: string; value?: string; high?: string; unit?: string }): string {
  if (!m.value) return ''
  const unit = m.unit ? ` ${m.unit}` : ''
  return m.op === 'range' ? `${m.value} – ${m.high ?? ''}${unit}` : `${signs[m.op ?? ''] ?? ''} ${m.value}${unit}`.trim()
}

/** The measurable lines of a demand. */
export function RequirementTable({ rows }: { rows: Requirement[] }) {
  const t = useT(texts)
  const say = useSay()
  return (
    <table className="line-table stacked">
      <thead>
        <tr>
          <th scope="col">{t('kind')}</th>
          <th scope="col">{t('metric')}</th>
          <th scope="col">{t('target')}</th>
          <th scope="col">{t('how')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((r, i) => (
          <tr key={i}>
            <td data-label={t('kind')}>
              <ToneTag tone={r.must ? 'teal' : 'neutral'}>{t(r.must ? 'must' : 'nice')}</ToneTag>
            </td>
            <td data-label={t('metric')}>{r.metric}</td>
            <td data-label={t('target')} className="num" title={r.op && say(word('operators', r.op))}>
              {measureText(r) || '—'}
            </td>
            <td data-label={t('how')}>{r.text ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The measured lines of an achievement. */
export function IndicatorTable({ rows }: { rows: Indicator[] }) {
  const t = useT(texts)
  return (
    <table className="line-table stacked">
      <thead>
        <tr>
          <th scope="col">{t('metric')}</th>
          <th scope="col">{t('value')}</th>
          <th scope="col">{t('evidence')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((r, i) => (
          <tr key={i}>
            <td data-label={t('metric')}>{r.metric}</td>
            <td data-label={t('value')} className="num">
              {measureText(r) || '—'}
            </td>
            <td data-label={t('evidence')}>{r.evidence ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
