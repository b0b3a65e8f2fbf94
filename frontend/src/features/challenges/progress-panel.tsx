import { CheckCircleFilled, ClockCircleFilled, MinusCircleOutlined } from '@ant-design/icons'
import { messages, useT } from '@/lib/i18n/language'
import { Panel } from '@/ui/page'
import type { Challenge } from './api'
import './challenges.css'
import { useTerms } from './words'

const texts = messages({
  title: ['办到哪一步', 'How far it is'],
  done: ['已完成', 'done'],
  now: ['进行中', 'now'],
  next: ['未开始', 'pending'],
})

/** The stages of a challenge: what is behind it, where it stands, what is pending. */
export function ProgressPanel({ challenge: c }: { challenge: Challenge }) {
  const t = useT(texts)
  const terms = useTerms()
  return (
    <Panel title={t('title')}>
      <ol className="stages">
        {c.progress.map((s) => {
          const at = s.done ? 'done' : s.now ? 'now' : 'next'
          const Icon = { done: CheckCircleFilled, now: ClockCircleFilled, next: MinusCircleOutlined }[at]
          return (
            <li key={s.code} className={at} aria-current={s.now ? 'step' : undefined}>
              <Icon aria-hidden />
              <span>
                {terms.name('challengeStages', s.code)}
                {s.body && <span className="muted">（{s.body}）</span>}
              </span>
              <span className="muted nowrap">{s.on || t(at)}</span>
            </li>
          )
        })}
      </ol>
    </Panel>
  )
}
