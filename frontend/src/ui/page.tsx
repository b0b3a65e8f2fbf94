import { isValidElement, useEffect, useRef, type ReactNode } from 'react'
import { useLocation } from 'react-router'
import { Failure, Loading } from './state-view'

interface Props {
  title: ReactNode
  /** Plain text for the browser tab when the title is not a string. */
  tab?: string
  sub?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** A page with its heading. The heading takes the focus after a change of page, so that a screen reader starts there. */
export function Page({ title, tab, sub, actions, children }: Props) {
  const head = useRef<HTMLHeadingElement>(null)
  const { pathname } = useLocation()
  const waiting = isValidElement(children) && children.type === Loading
  const name = tab ?? (typeof title === 'string' ? title : '')
  useEffect(() => {
    if (name) document.title = `${name} · 科榜`
  }, [name])
  useEffect(() => {
    if (pageChanges++ > 0) head.current?.focus({ preventScroll: true })
  }, [pathname])
  return (
    <>
      <header className="page-head">
        <div style={{ minWidth: 0 }}>
          <h1 ref={head} tabIndex={-1}>
            {title}
          </h1>
          {sub && <div className="sub">{sub}</div>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </header>
      {/* The body is made anew when its content arrives: what stood there while waiting must not be seen moving. */}
      <div className="stack" key={waiting ? 'waiting' : 'ready'}>
        {children}
      </div>
    </>
  )
}

/** A page whose record is being read, or could not be. */
export function WaitingPage({ title, query, rows }: { title: string; query: { error: unknown; refetch: () => unknown }; rows?: number }) {
  return <Page title={title}>{query.error ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Loading rows={rows} />}</Page>
}

// The first page must leave the focus where the browser puts it.
let pageChanges = 0

/** A white block with its own heading. */
export function Panel({ title, extra, children, className }: { title?: ReactNode; extra?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section className={`panel ${className ?? ''}`}>
      {(title || extra) && (
        <div className="row between" style={{ marginBottom: title ? 0 : 12 }}>
          {title && <h2 className="section-title">{title}</h2>}
          {extra && <div className="gap-below">{extra}</div>}
        </div>
      )}
      {children}
    </section>
  )
}
