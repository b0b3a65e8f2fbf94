import { RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { get } from '@/lib/api/client'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useServerText } from '@/lib/i18n/server'
import { useMe } from '@/lib/session'
import { roles, word } from '@/lib/vocabulary'
import { Page } from '@/ui/page'
import { Empty, Loaded } from '@/ui/state-view'
import { quickLinks } from './quick-links'
import './todos.css'

const texts = messages({
  title: ['待办', 'To do'],
  hello: ['{name}，您现在以“{role}”身份办理', '{name}, you act as {role}'],
  waiting: ['等您处理', 'Waiting for you'],
  due: ['期限 {date}', 'due {date}'],
  emptyTitle: ['没有等您处理的事', 'Nothing waits for you'],
  emptyText: ['有新的事项会出现在这里。现在可以做这些：', 'New tasks will appear here. Meanwhile:'],
  emptyAdmin: ['新市场从这里开始：先登记机构，再开账号、分配角色。', 'A new market starts here: organisations first, then accounts and roles.'],
  quick: ['常用', 'Often used'],
  noRole: ['您的账号还没有角色，请联系本市场管理员。', 'Your account has no role yet; ask the administrator of your market.'],
})

interface Todo {
  kind: string
  title: string
  detail?: string
  count: number
  href: string
  due?: string
}

export default function TodoPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const server = useServerText()
  const me = useMe()
  const role = me?.membership?.role
  const query = useQuery({
    queryKey: ['todos'],
    queryFn: ({ signal }) => get<{ items: Todo[] }>('/todos', undefined, signal).then((r) => r.items),
    refetchInterval: 60_000,
    enabled: role !== undefined,
  })
  const links = role ? (quickLinks[role] ?? []) : []
  if (me && !role)
    return (
      <Page title={t('title')}>
        <div className="panel">
          <Empty title={t('noRole')} />
        </div>
      </Page>
    )
  const title = (x: Todo) => (lang === 'en' ? (english[x.kind] ?? x.title) : x.title)
  return (
    <Page title={t('title')} sub={me && role ? t('hello', { name: me.person.name, role: [me.membership?.orgName, say(word(roles, role))].filter(Boolean).join(' · ') }) : undefined}>
      <Loaded query={query}>
        {(items) =>
          items.length === 0 ? (
            <div className="panel">
              <Empty title={t('emptyTitle')}>{t(role === 'admin' ? 'emptyAdmin' : 'emptyText')}</Empty>
            </div>
          ) : (
            <section aria-label={t('waiting')}>
              <ul className="todo-list">
                {items.map((x) => (
                  <li key={x.kind + x.href}>
                    <Link className="todo" to={x.href} data-testid={`todo-${x.kind}`}>
                      <span className="n">{x.count}</span>
                      <span>
                        <b>{title(x)}</b>
                        {x.detail && <div className="muted">{server(x.detail)}</div>}
                        {x.due && <div style={{ color: 'var(--rust)' }}>{t('due', { date: x.due })}</div>}
                      </span>
                      <RightOutlined aria-hidden />
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          )
        }
      </Loaded>
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
    </Page>
  )
}

/** The server words its tasks in Chinese; these are the same in English. */
const english: Record<string, string> = {
  'review-demand': 'Demands to review',
  'review-achievement': 'Achievements to review',
  'draft-demand': 'Demand drafts not submitted',
  'draft-achievement': 'Achievement drafts not submitted',
  'deal-intent': 'Deals that wait for your answer',
  'failed-job': 'Background jobs that failed',
  'verify-organization': 'Organisations to verify',
  'contract-confirming': 'Contracts to confirm',
  'contract-returned': 'Contracts returned for correction',
  'contract-confirmed': 'Contracts that can be registered',
  'contract-submitted': 'Files to accept',
  'contract-accepted': 'Files to examine',
  'contract-awaitNumber': 'Registration numbers to enter',
  calendar: 'The calendar lacks public holidays',
}
