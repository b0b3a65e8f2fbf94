import { Link } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { useIndustryName } from '@/lib/reference'
import type { MatchList } from './api'

const texts = messages({
  title: ['跨行业参考', 'From other industries'],
  sub: ['问题相近、对象不同，不是匹配结果；能否移用，请先请教成果方。', 'The same problem on another object. These are no matches; ask the owner whether the method carries over.'],
  same: ['都在解决：{list}', 'Both about: {list}'],
})

/** Methods of other industries for a demand: apart from the matches, without a score. */
export function CrossReferences({ items }: { items: MatchList['cross'] }) {
  const t = useT(texts)
  const industry = useIndustryName()
  if (!items || items.length === 0) return null
  const word = (p: { demand: string; achievement: string }) => (p.demand === p.achievement ? p.demand : `${p.demand} / ${p.achievement}`)
  return (
    <section className="panel gap-above" aria-label={t('title')}>
      <h2 className="section-title">{t('title')}</h2>
      <p className="muted">{t('sub')}</p>
      <ul className="plain-list">
        {items.map((c) => (
          <li key={c.achievement.id}>
            <Link className="listing-title" to={`/achievements/${c.achievement.id}`}>
              {c.achievement.title}
            </Link>
            <div className="muted">
              {[industry(c.achievement.industry) || c.achievement.industryName, t('same', { list: c.problems.map(word).join('、') })].filter(Boolean).join(' · ')}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
