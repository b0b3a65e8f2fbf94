import { messages, useT } from '@/lib/i18n/language'
import { ToneTag } from '@/ui/state-tag'
import type { Match } from './api'

const texts = messages({
  good: ['值得谈一谈', 'Worth talking'],
  lacks: ['接近，但有必备指标未达到', 'Near, but a must is not met'],
  shortOf: ['接近，但有必备指标承诺不足', 'Near, but less than a must is promised'],
  weak: ['只是部分相近', 'Only partly near'],
  goodOnly: ['只有对象相同，没有写到要解决的问题', 'Only the good is shared, not the problem'],
  confidence: ['把握 {n}%', 'Confidence {n}%'],
  sure: ['双方资料比较全', 'most of what counts is written'],
  unsure: ['有些资料没写，分数可能变', 'some of what counts is not written; the score may change'],
  met: ['满足 {n}', '{n} met'],
  unmet: ['不满足 {n}', '{n} not met'],
  short: ['承诺不足 {n}', '{n} promised less'],
  unknown: ['待问 {n}', '{n} to ask'],
  lines: ['{n} 条指标：', '{n} requirements: '],
  outdated: ['一方内容刚更新，正在重新计算', 'One side has changed; being scored again'],
})

/** What the number means, in words: how near, how sure, and how the requirements stand. */
export function MatchVerdict({ match: m }: { match: Match }) {
  const t = useT(texts)
  const must = (v: string) => m.requirements.some((r) => r.must && r.verdict === v)
  const n = (v: string) => m.requirements.filter((r) => r.verdict === v).length
  const counts = (['met', 'unmet', 'short', 'unknown'] as const).filter((v) => n(v) > 0).map((v) => t(v, { n: n(v) }))
  return (
    <div className="match-verdict">
      <div>{m.weak ? <ToneTag tone="wait">{t('weak')}</ToneTag> : <strong>{t(must('unmet') ? 'lacks' : must('short') ? 'shortOf' : 'good')}</strong>}</div>
      {m.goodOnly && <div className="muted">{t('goodOnly')}</div>}
      <div className="muted">
        <span className="num">{t('confidence', { n: Math.round(m.confidence * 100) })}</span>
        <span className="sure">{t(m.confidence >= 0.75 ? 'sure' : 'unsure')}</span>
      </div>
      {counts.length > 0 && (
        <div className="num">
          {t('lines', { n: m.requirements.length })}
          {counts.join(' · ')}
        </div>
      )}
      {m.outdated && <div className="muted">{t('outdated')}</div>}
    </div>
  )
}
