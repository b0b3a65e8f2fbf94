import { messages, useT } from '@/lib/i18n/language'
import { pieces, type Marked } from '@/lib/marks'

const texts = messages({
  title: ['名称', 'Title'],
  keywords: ['关键词', 'Keywords'],
  text: ['内容', 'Text'],
  present: ['现状', 'Present state'],
})

/** What a search found, in the words of the listing: the pieces that the server marked. */
export function FoundWords({ matched, title }: { matched: Marked[] | undefined; title?: boolean }) {
  const t = useT(texts)
  const rows = (matched ?? []).filter((m) => (m.field === 'title') === Boolean(title))
  if (rows.length === 0) return null
  return (
    <>
      {rows.map((m) => (
        <span key={m.field} className={title ? undefined : 'found'}>
          {!title && <span className="muted">{t(m.field as keyof typeof texts)}：</span>}
          {pieces(m).map((p, i) => (p.hit ? <mark key={i}>{p.text}</mark> : <span key={i}>{p.text}</span>))}
        </span>
      ))}
    </>
  )
}

/** A title with the words found in it, or as it is. */
export function FoundTitle({ matched, children }: { matched: Marked[] | undefined; children: string }) {
  const hit = matched?.some((m) => m.field === 'title' && m.text === children)
  return hit ? <FoundWords matched={matched} title /> : <>{children}</>
}
