import { Alert, Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ApiError } from '@/lib/api/problem'
import { messages, useT } from '@/lib/i18n/language'
import { useServerText } from '@/lib/i18n/server'

const texts = messages({
  failed: ['没有读到内容', 'Could not be loaded'],
  again: ['重试', 'Try again'],
  away: ['搜索和匹配暂时不可用', 'Search and matching are away for the moment'],
  awayText: [
    '检索服务暂时连不上。不输入搜索词时列表可以照常浏览，发布、对接、合同照常办理；恢复后这里自动显示结果。',
    'The search engine cannot be reached. Lists without a search word, posting, deals and contracts work as before; the results appear here by themselves when it is back.',
  ],
  home: ['回到首页', 'Home'],
  loading: ['正在读取…', 'Loading…'],
})

export function Loading({ rows = 4 }: { rows?: number }) {
  const t = useT(texts)
  return (
    <div role="status" aria-label={t('loading')} className="panel">
      <Skeleton active paragraph={{ rows }} />
    </div>
  )
}

/** What went wrong, as the server says it, and a way on. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useT(texts)
  const server = useServerText()
  const hidden = error instanceof ApiError && (error.status === 404 || error.status === 403)
  const again = retry && (
    <Button size="small" onClick={retry}>
      {t('again')}
    </Button>
  )
  if (error instanceof ApiError && error.searchAway)
    return <Alert role="status" type="warning" showIcon title={t('away')} description={t('awayText')} action={again} data-testid="search-away" />
  return (
    <Alert
      role="alert"
      type={hidden ? 'info' : 'error'}
      showIcon
      title={t('failed')}
      description={error instanceof Error ? server(error.message) : String(error)}
      action={
        hidden ? (
          <Link to="/">
            <Button size="small">{t('home')}</Button>
          </Link>
        ) : (
          again
        )
      }
    />
  )
}

/** An empty list always says what to do next. */
export function Empty({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="empty">
      <svg className="glyph" width="72" height="56" viewBox="0 0 72 56" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2.5">
        <rect x="8" y="6" width="56" height="44" rx="5" />
        <path d="M18 18h26M18 27h18M18 36h12" strokeLinecap="round" />
        <path d="m42 37 6 6 11-14" stroke="#e0a84d" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <h2>{title}</h2>
      {children && <div>{children}</div>}
      {actions && <div className="actions">{actions}</div>}
    </div>
  )
}

interface QueryLike<T> {
  data: T | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

/** Loading, failure or the data of one query. Data that was read stays on the page while it is read again. */
export function Loaded<T>({ query, rows, children }: { query: QueryLike<T>; rows?: number; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />
  return <Loading rows={rows} />
}
