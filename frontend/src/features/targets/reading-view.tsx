import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled } from '@ant-design/icons'
import { Link } from 'react-router'
import { count, money } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import type { Reading, Target } from './api'
import { yearGone } from './pace'

const texts = messages({
  passed: ['达到', 'Reached'],
  reading: ['口径 · 期间', 'Scope · period'],
  failed: ['未达到', 'Not reached'],
  ahead: ['快于进度', 'Ahead'],
  behind: ['慢于进度', 'Behind'],
  n: ['{n} 项合同', '{n} contracts'],
  actual: ['完成 {v}', 'Actual {v}'],
  progress: ['{name}完成 {p}', '{name}: {p} done'],
})

/**
 * The verdict of a reading in a word and a mark. A year that is still running has not failed. The word then
 * says whether the reached share is ahead of or behind the passed share of the year. That share stands on the card.
 */
function Verdict({ target: g, reading: r }: { target: Target; reading: Reading }) {
  const t = useT(texts)
  if (r.passed === null) return null
  const gone = g.year === undefined ? 1 : yearGone(g.year, new Date())
  if (!r.passed && gone < 1 && r.permille !== null) {
    const ahead = r.permille >= gone * 1000
    return (
      <span className={`nowrap ${ahead ? 'teal-text' : 'wait-text'}`}>
        <ClockCircleOutlined /> {t(ahead ? 'ahead' : 'behind')}
      </span>
    )
  }
  return (
    <span className={`nowrap ${r.passed ? 'good-text' : 'bad-text'}`}>
      {r.passed ? <CheckCircleFilled /> : <CloseCircleFilled />} {t(r.passed ? 'passed' : 'failed')}
    </span>
  )
}

/** Many readings of one target, where a policy leaves scope or period open: a line for each, a column for each amount. */
export function ReadingTable({ target: g }: { target: Target }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const readings = g.readings ?? []
  const kinds = [...new Set(readings.map((r) => r.measure))]
  const lines = [...new Set(readings.map((r) => `${r.scope ?? ''}/${r.period}`))]
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={g.indicator}>
      <table className="line-table">
        <thead>
          <tr>
            <th scope="col">{t('reading')}</th>
            {kinds.map((m) => (
              <th scope="col" key={m}>
                {say(word('targetMeasures', m))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const of = readings.filter((r) => `${r.scope ?? ''}/${r.period}` === line)
            const one = of[0]
            return (
              <tr key={line}>
                <th scope="row">{one && [one.scope && say(word('statScopes', one.scope)), say(word('targetPeriods', one.period))].filter(Boolean).join(' · ')}</th>
                {kinds.map((m) => {
                  const r = of.find((x) => x.measure === m)
                  if (!r) return <td key={m} />
                  return (
                    <td key={m}>
                      <div className="row between" style={{ gap: '0 8px' }}>
                        {r.query && r.count > 0 ? <Link to={`/statistics/rows?${r.query}`}>{money(r.actualFen, lang)}</Link> : <span>{money(r.actualFen, lang)}</span>}
                        <Verdict target={g} reading={r} />
                      </div>
                      <Meter reading={r} label={say(word('targetMeasures', m))} />
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Meter({ reading: r, label }: { reading: Reading; label: string }) {
  const t = useT(texts)
  const say = useSay()
  if (r.permille === null) return <span className="muted">{say(word('targetLacks', r.lack))}</span>
  const share = r.permille / 1000
  const scale = Math.max(1, share) // the mark of the target moves left when it is passed, so that both fit
  return (
    <div className="meter-line">
      <div className={`meter ${r.measure}`} role="img" aria-label={t('progress', { name: label, p: r.text })}>
        <i style={{ width: `${(share / scale) * 100}%` }} />
        <b style={{ left: `calc(${(1 / scale) * 100}% - 2px)` }} />
      </div>
      <span className="num">{r.text}</span>
    </div>
  )
}

/** One way to read a target: what was reached, how far that is, and whether it passes. */
export function ReadingView({ target: g, reading: r }: { target: Target; reading: Reading }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const name = r.measure === 'number' ? g.indicator : say(word('targetMeasures', r.measure))
  const actual = r.measure === 'number' ? g.actual && [g.actual, g.unit].filter(Boolean).join(' ') : money(r.actualFen, lang)
  return (
    <div className="reading">
      <div className="line">
        <span>
          <b>{name}</b>
        </span>
        <Verdict target={g} reading={r} />
      </div>
      {r.permille !== null && <Meter reading={r} label={name} />}
      <div className="line">
        <span>
          {actual && (r.query && r.count > 0 ? <Link to={`/statistics/rows?${r.query}`}>{t('actual', { v: actual })}</Link> : t('actual', { v: actual }))}
          {r.measure !== 'number' && <span className="muted">{` · ${t('n', { n: count(r.count, lang) })}`}</span>}
        </span>
        {r.permille === null && <span className="muted">{say(word('targetLacks', r.lack))}</span>}
      </div>
    </div>
  )
}
