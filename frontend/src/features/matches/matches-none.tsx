import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { Empty } from '@/ui/state-view'
import { useIs } from '@/lib/session'
import { expertsQuery, type MatchList } from './api'
import { pathOf, type Listing } from '@/lib/api/listings'

const texts = messages({
  noneDemand: ['暂无合适成果', 'Nothing suitable yet'],
  noneAchievement: ['暂无合适需求', 'No suitable demand yet'],
  weak: ['看看部分相近的（{n} 条）', 'Show what is partly near ({n})'],
  experts: ['看可以请教的专家（{n} 位）', 'Experts to ask ({n})'],
  edit: ['去补充', 'Add to it'],
  challenge: ['去张榜', 'Put it out'],
  next: ['接下来可以：', 'What you can do:'],
  aside: ['您已排除 {n} 条，其中可能有合适的。', 'You put {n} aside; one of them may be suitable.'],
})

/** The honest answer when nothing reaches the threshold: why, and what to do instead, with the way there. */
export function MatchesNone({ listing: l, answer: m, onWeak }: { listing: Listing; answer: MatchList; onWeak: () => void }) {
  const t = useT(texts)
  const officer = useIs('officer')
  const asker = useIs('enterprise', 'department') && l.mine
  const experts = useQuery({ ...expertsQuery(l.id), enabled: l.kind === 'demand' }).data?.items.length ?? 0
  // Advice without a way there is none: no experts, no such step.
  const steps = (m.none?.steps ?? []).filter((s) => (s.key === 'experts' ? experts > 0 : s.key === 'challenge' ? asker || officer : s.key !== 'detail' || l.mine))
  const reason = (m.none?.reason ?? '').replace(/^[^：:]*[：:]\s*/, '').replace(/^[a-z]/, (c) => c.toUpperCase())
  return (
    <div className="panel">
      <Empty title={t(l.kind === 'demand' ? 'noneDemand' : 'noneAchievement')}>
        {reason && <p>{reason}</p>}
        {m.declined > 0 && <p className="muted">{t('aside', { n: m.declined })}</p>}
        <div className="none-steps" hidden={steps.length === 0}>
          <p className="muted">{t('next')}</p>
          <ul>
            {steps.map((s) => (
              <li key={s.key}>
                <span>
                  <b>{s.label}</b> <span className="muted">{s.text}</span>
                </span>
                {s.key === 'weak' && <Button onClick={onWeak}>{t('weak', { n: m.total })}</Button>}
                {s.key === 'experts' && <Button href="#experts">{t('experts', { n: experts })}</Button>}
                {s.key === 'challenge' && (
                  <Link to={`/challenges/new?demand=${l.id}&from=none`}>
                    <Button type="primary">{t('challenge')}</Button>
                  </Link>
                )}
                {s.key === 'detail' && (
                  <Link to={`${pathOf(l.kind)}/${l.id}/edit`}>
                    <Button>{t('edit')}</Button>
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </div>
      </Empty>
    </div>
  )
}
