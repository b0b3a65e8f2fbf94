import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons'
import { Link } from 'react-router'
import { scopes } from '@/lib/contract'
import { count, money } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { measures, periods, type Reading, type Target } from './types'

const texts = messages({
  passed: ['达到', 'Reached'],
  failed: ['未达到', 'Not reached'],
  unquantified: ['未量化', 'Not quantified'],
  notEntered: ['未填报', 'Not entered'],
  n: ['{n} 项合同', '{n} contracts'],
  actual: ['完成 {v}', 'Actual {v}'],
  progress: ['{name}完成 {p}', '{name}: {p} done'],
})

/** One way to read a target: what was reached, how far that is, and whether it passes. */
export function ReadingView({ target: g, reading: r, many }: { target: Target; reading: Reading; many: boolean }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const name = r.measure === 'number' ? g.indicator : say(word(measures, r.measure, r.name))
  const where = many ? [r.scope && say(word(scopes, r.scope, r.scopeName)), say(word(periods, r.period))].filter(Boolean).join(' · ') : ''
  const share = r.permille === null ? 0 : r.permille / 1000
  // The mark of the target stands at three quarters when it is passed far, so that both fit.
  const scale = Math.max(1, share)
  const text = r.permille === null ? (r.text === '未填报' ? t('notEntered') : t('unquantified')) : r.text
  const actual = r.measure === 'number' ? [g.actual, g.unit].filter(Boolean).join(' ') : money(r.actualFen, lang)
  return (
    <div className="reading">
      <div className="line">
        <span>
          <b>{name}</b> {where && <span className="muted">{where}</span>}
        </span>
        <span>
          {r.passed !== null && (
            <span style={{ color: r.passed ? '#1b5a2d' : '#8c231b' }}>
              {r.passed ? <CheckCircleFilled /> : <CloseCircleFilled />} {t(r.passed ? 'passed' : 'failed')}
            </span>
          )}
        </span>
      </div>
      {r.permille !== null && (
        <div className={`meter ${r.measure}`} role="img" aria-label={t('progress', { name, p: text })}>
          <i style={{ width: `${(share / scale) * 100}%` }} />
          <b style={{ left: `calc(${(1 / scale) * 100}% - 2px)` }} />
        </div>
      )}
      <div className="line">
        <span>
          {actual && (r.query && r.count > 0 ? <Link to={`/statistics/rows?${r.query}`}>{t('actual', { v: actual })}</Link> : t('actual', { v: actual }))}
          {r.measure !== 'number' && <span className="muted">{` · ${t('n', { n: count(r.count, lang) })}`}</span>}
        </span>
        <span className="num">{text}</span>
      </div>
    </div>
  )
}
