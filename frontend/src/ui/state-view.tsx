import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ApiError } from '@/lib/api/problem'
import { messages, useT } from '@/lib/i18n/language'

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

/** Grey lines where the content will stand. Tall fills the screen, so that what follows waits below it. */
export function Loading({ rows = 4, tall }: { rows?: number; tall?: boolean }) {
  const t = useT(texts)
  return (
    <div role="status" aria-label={t('loading')} aria-busy="true" className={`panel skeleton ${tall ? 'tall' : ''}`}>
      {Array.from({ length: rows }, (_, i) => (
        <span key={i} className="bone" />
      ))}
    </div>
  )
}

/** What went wrong, as the server says it, and a way on. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useT(texts)
  const hidden = error instanceof ApiError && (error.status === 404 || error.status === 403)
  const again = retry && (
    <button type="button" className="btn" onClick={retry}>
      {t('again')}
    </button>
  )
  if (error instanceof ApiError && error.searchAway)
    return (
      <div role="status" className="alert alert-warning" data-testid="search-away">
        <div>
          <b>{t('away')}</b>
          <div>{t('awayText')}</div>
        </div>
        {again}
      </div>
    )
  const text = error instanceof Error ? error.message : String(error)
  if (hidden)
    return (
      <div className="panel" role="alert">
        <Empty picture="missing" title={t('failed')} actions={<Link to="/" className="btn btn-primary">{t('home')}</Link>}>
          {text}
        </Empty>
      </div>
    )
  return (
    <div role="alert" className="alert alert-error">
      <div>
        <b>{t('failed')}</b>
        <div>{text}</div>
      </div>
      {again}
    </div>
  )
}

type Picture = 'none' | 'search' | 'done' | 'missing'

const pictures: Record<Picture, ReactNode> = {
  none: <path d="M8 20 20 6h32l12 14v26a4 4 0 0 1-4 4H12a4 4 0 0 1-4-4V20Zm0 0h17a11 11 0 0 0 22 0h17" />,
  search: (
    <>
      <circle cx="32" cy="24" r="17" />
      <path d="m45 37 14 14M24 24h16" />
    </>
  ),
  done: (
    <>
      <rect x="12" y="6" width="48" height="44" rx="5" />
      <path d="m24 28 9 9 17-19" stroke="var(--gold)" />
    </>
  ),
  missing: (
    <>
      <path d="M14 6h28l16 16v28H14z" />
      <path d="M42 6v16h16" />
      <path d="m28 30 14 14m0-14L28 44" stroke="var(--rust)" />
    </>
  ),
}

/** An empty list always says what to do next. The picture tells nothing there, nothing found, all done and no such page apart. */
export function Empty({ title, picture = 'none', children, actions }: { title: string; picture?: Picture; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="empty">
      <svg className="glyph" width="72" height="56" viewBox="0 0 72 56" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" strokeLinejoin="round">
        {pictures[picture]}
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
export function Loaded<T>({ query, rows, tall, children }: { query: QueryLike<T>; rows?: number; tall?: boolean; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />
  return <Loading rows={rows} tall={tall} />
}
