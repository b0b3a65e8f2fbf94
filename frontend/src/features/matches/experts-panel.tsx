import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { Failure } from '@/ui/state-view'
import { expertsQuery } from './api'

const texts = messages({
  title: ['可以请教的专家', 'Experts to ask'],
  sub: ['相近成果的完成人，按与需求的接近程度排列；请通过其单位联系。', 'Inventors of the nearest achievements, nearest first. Reach them through their organisation.'],
  near: ['相近成果', 'Near'],
  other: ['其他成果', 'Other work'],
  score: ['{n} 分', 'score {n}'],
})

/** Whom to ask when no achievement answers a demand. */
export function ExpertsPanel({ demand }: { demand: string }) {
  const t = useT(texts)
  const query = useQuery(expertsQuery(demand))
  const experts = query.data?.items ?? []
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />
  if (experts.length === 0) return null
  return (
    <section id="experts" className="panel gap-above" aria-label={t('title')}>
      <h2 className="section-title">{t('title')}</h2>
      <p className="muted">{t('sub')}</p>
      <ul className="plain-list">
        {experts.map((e) => (
          <li key={`${e.name} ${e.org ?? ''}`}>
            <strong>{e.name}</strong> {e.org && <span className="muted">{e.org}</span>}
            <div>
              <span className="muted">{t('near')}：</span>
              {e.near.map((w, i) => (
                <span key={w.id}>
                  {i > 0 && '；'}
                  <Link to={`/achievements/${w.id}`}>{w.title}</Link> <span className="muted num">{t('score', { n: w.score })}</span>
                </span>
              ))}
            </div>
            {e.other.length > 0 && (
              <div>
                <span className="muted">{t('other')}：</span>
                {e.other.map((w, i) => (
                  <span key={w.id}>
                    {i > 0 && '；'}
                    <Link to={`/achievements/${w.id}`}>{w.title}</Link>
                  </span>
                ))}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
