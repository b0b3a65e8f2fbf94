import type { ReactNode } from 'react'

interface Props {
  title: ReactNode
  tag?: ReactNode
  /** Small words in one line; empty ones are left out. */
  meta?: ReactNode[]
  children?: ReactNode
}

/** A row of a list as a card, for phones. */
export function RowCard({ title, tag, meta = [], children }: Props) {
  return (
    <>
      <div className="row between row-card">
        <span className="title">{title}</span>
        {tag}
      </div>
      {children}
      <div className="meta">{meta.map((m, i) => m && <span key={i}>{m}</span>)}</div>
    </>
  )
}
