import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { learningQuery } from '@/lib/api/learning'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'

const texts = messages({
  title: ['匹配从这些反馈中学习：', 'What matching learns from: '],
  one: ['{name} {n} 次', '{name} {n}'],
  own: ['权重：本市场自学', 'Weights: learned by this market'],
  more: ['匹配学习', 'Learning'],
  shared: ['权重：共用默认', 'Weights: shared default'],
})

/** How much feedback the matcher of this market has; for officers and administrators. */
export function LearningLine() {
  const t = useT(texts)
  const say = useSay()
  const query = useQuery(learningQuery)
  if (!query.data) return null
  return (
    <p className="muted num" style={{ margin: '0 0 10px' }}>
      {t('title')}
      {query.data.signs.map((s) => t('one', { name: say(word('learningSigns', s.key, s.name)), n: s.count })).join(say(['，', ', ']))}
      {say(['。', '. '])}
      {t(query.data.own ? 'own' : 'shared')} · <Link to="/admin/learning">{t('more')}</Link>
    </p>
  )
}
