import { RightOutlined } from '@ant-design/icons'
import { Link } from 'react-router'
import { ago, daysUntil } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import type { Todo } from './api'
import { useOpen } from './use-open'

const texts = messages({
  since: ['{ago}开始等', 'waits since {ago}'],
  due: ['{date} 到期', 'due {date}'],
  today: ['今天到期', 'due today'],
  left: ['{date} 到期，还有 {n} 天', 'due {date}, {n} days left'],
  over: ['已过期 {n} 天（{date}）', '{n} days overdue ({date})'],
  as: ['以“{role}”办理', 'as {role}'],
})

/** One thing that waits: what it is, what is to be done, since when and until when. The whole row opens the record. */
export function TodoRow({ item, now }: { item: Todo; now: number }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const { other, link } = useOpen(item.membership, item.href)
  const date = item.due ?? ''
  const left = date ? daysUntil(date, now) : null
  const due = () => {
    if (left === null) return null
    if (left === 0) return t('today')
    return left < 0 ? t('over', { n: -left, date }) : t(left <= 10 ? 'left' : 'due', { n: left, date })
  }
  return (
    <li>
      <Link {...link} className={`todo ${left !== null && left <= 3 ? 'hot' : ''}`} data-testid={`todo-${item.kind}`}>
        <span className="todo-do">{item.title}</span>
        <span className="todo-what">
          <b>{item.record.name || item.record.serial}</b>
          {item.detail && <span className="muted todo-detail">{item.detail}</span>}
        </span>
        <span className="todo-when">
          {left !== null && <span className="todo-due num">{due()}</span>}
          {item.since ? <span className="muted">{t('since', { ago: ago(item.since, lang, now) })}</span> : null}
          {other && <span className="muted">{t('as', { role: say(word('roles', item.role)) })}</span>}
        </span>
        <RightOutlined aria-hidden />
      </Link>
    </li>
  )
}
