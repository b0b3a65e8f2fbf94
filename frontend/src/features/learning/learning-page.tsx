import { useQuery } from '@tanstack/react-query'
import { learningQuery } from '@/lib/api/learning'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { Page, Panel } from '@/ui/page'
import { Loaded } from '@/ui/state-view'
import { Refit } from './refit'
import { Weights } from './weights'
import './learning.css'

const texts = messages({
  title: ['匹配学习', 'Learning'],
  sub: ['双方在对接中的每次同意、谢绝和签约都记下来，匹配据此调整各项的分量', 'Every consent, refusal and contract is kept; matching learns from them how much each part counts'],
  signs: ['反馈', 'Feedback'],
  times: ['{n} 次', '{n}'],
  weights: ['现在的分量', 'What counts how much now'],
  own: ['本市场自学得来', 'Learned by this market'],
  shared: ['各市场共用的默认值', 'The shared default'],
  renewing: ['正在按新的分量给所有需求和成果重新打分，完成前列表里新旧分数都有。', 'Everything is being scored anew; until that is done lists show old and new scores.'],
})

/** What matching learned from use, and the button that learns anew. */
export default function LearningPage() {
  const t = useT(texts)
  const say = useSay()
  const keeper = useIs('admin')
  const query = useQuery({
    ...learningQuery,
    refetchInterval: (q) => (q.state.data?.renewing ? 2_000 : false),
  })
  return (
    <Page title={t('title')} sub={t('sub')}>
      <Loaded query={query} rows={6}>
        {(l) => (
          <>
            <Panel title={t('signs')}>
              <dl className="facts signs">
                {l.signs.map((s) => (
                  <div key={s.key}>
                    <dt>{say(word('learningSigns', s.key, s.name))}</dt>
                    <dd className="num">{t('times', { n: s.count })}</dd>
                  </div>
                ))}
              </dl>
            </Panel>
            {keeper && <Refit least={l.least} />}
            <Panel title={t('weights')}>
              <p className="muted gap-below" role="status">
                {t(l.own ? 'own' : 'shared')}
                {l.renewing && <> · {t('renewing')}</>}
              </p>
              <Weights now={l.weights} />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  )
}
