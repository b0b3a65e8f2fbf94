import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { count } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useMe, useRole } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { Page } from '@/ui/page'
import { Empty, Loaded } from '@/ui/state-view'
import { todosQuery, type Todos } from './api'
import { nextSteps } from './empty-words'
import { quickLinks } from './quick-links'
import { TodoRow } from './todo-row'
import { useOpen } from './use-open'
import './todos.css'

const texts = messages({
  title: ['待办', 'To do'],
  hello: ['{name}，您现在以“{role}”身份办理', '{name}, you act as {role}'],
  waiting: ['等您处理 {n} 件', '{n} things wait for you'],
  sorted: ['先到期的在前，其次等得久的', 'First due first, then longest waiting'],
  kinds: ['分类查看', 'By kind'],
  emptyTitle: ['没有等您处理的事', 'Nothing waits for you'],
  quick: ['常用', 'Often used'],
  noRole: ['您的账号还没有角色，请联系本市场管理员。', 'Your account has no role yet; ask the administrator of your market.'],
})

export default function TodoPage() {
  const t = useT(texts)
  const say = useSay()
  const me = useMe()
  const role = useRole()
  const query = useQuery({ ...todosQuery, enabled: role !== null })
  if (me && !role)
    return (
      <Page title={t('title')}>
        <div className="panel">
          <Empty title={t('noRole')} />
        </div>
      </Page>
    )
  const links = role ? (quickLinks[role] ?? []) : []
  return (
    <Page title={t('title')} sub={me && role ? t('hello', { name: me.person.name, role: [me.membership?.orgName, say(word('roles', role))].filter(Boolean).join(' · ') }) : undefined}>
      <Loaded query={query} tall>
        {(todos) => (
          <>
            {todos.items.length === 0 ? (
              <div className="panel">
                <Empty picture="done" title={t('emptyTitle')}>
                  {role && say(nextSteps[role])}
                </Empty>
              </div>
            ) : (
              <Waiting todos={todos} now={query.dataUpdatedAt} />
            )}
            {links.length > 0 && (
              <section aria-label={t('quick')}>
                <h2 className="section-title">{t('quick')}</h2>
                <ul className="quick">
                  {links.map((l) => (
                    <li key={l.to}>
                      <Link to={l.to}>
                        {l.icon}
                        {say(l.label)}
                      </Link>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Waiting({ todos, now }: { todos: Todos; now: number }) {
  const t = useT(texts)
  const lang = useLanguage()
  return (
    <section aria-label={t('waiting', { n: todos.total })}>
      <div className="row between">
        <h2 className="section-title">{t('waiting', { n: count(todos.total, lang) })}</h2>
        <span className="muted">{t('sorted')}</span>
      </div>
      {todos.kinds.length > 1 || todos.total > todos.items.length ? (
        <nav aria-label={t('kinds')}>
          <ul className="todo-kinds">
            {todos.kinds.map((k) => (
              <Kind key={k.kind + k.membership} kind={k} />
            ))}
          </ul>
        </nav>
      ) : null}
      <ul className="todo-list">
        {todos.items.map((x) => (
          <TodoRow key={`${x.kind} ${x.record.type} ${x.record.id}`} item={x} now={now} />
        ))}
      </ul>
    </section>
  )
}

/** All things of one kind, in the list that holds exactly those. */
function Kind({ kind }: { kind: Todos['kinds'][number] }) {
  const lang = useLanguage()
  const { link } = useOpen(kind.membership, kind.href)
  return (
    <li>
      <Link {...link} className="chip" data-testid={`todos-${kind.kind}`}>
        {kind.title} <span className="num">{count(kind.count, lang)}</span>
      </Link>
    </li>
  )
}
