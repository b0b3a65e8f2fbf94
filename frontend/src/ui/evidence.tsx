import type { Evidence } from '@/lib/api/contracts'
import { messages, useT } from '@/lib/i18n/language'
import { paragraphId } from './wording'
import './wording.css'

const texts = messages({
  see: ['看原文', 'Show it'],
  at: ['{place}：', '{place}: '],
})

/** The quotes a point stands on, each with its place; the words looked for are marked. */
export function EvidenceList({ items }: { items: Evidence[] | null | undefined }) {
  const t = useT(texts)
  if (!items?.length) return null
  return (
    <ul className="evidence">
      {items.map((e, i) => (
        <li key={i} className="muted">
          {t('at', { place: e.place })}<q>{marked(e)}</q>
          {e.paragraph && (
            <>
              {' '}
              <a
                href={`#${paragraphId(e.paragraph)}`}
                onClick={(x) => {
                  x.preventDefault()
                  show(e.paragraph ?? 0)
                }}
              >
                {t('see')}
              </a>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Asks the page to bring the text into sight before a paragraph of it is shown. */
export const showsWording = 'kebang:wording'

function show(n: number): void {
  window.dispatchEvent(new Event(showsWording))
  requestAnimationFrame(() => point(n))
}

function point(n: number): void {
  document.querySelectorAll('.wording p.found').forEach((p) => p.classList.remove('found'))
  const p = document.getElementById(paragraphId(n))
  p?.classList.add('found')
  p?.scrollIntoView({ block: 'center' })
}

function marked(e: Evidence) {
  const at = e.phrase ? e.quote.indexOf(e.phrase) : -1
  if (at < 0 || !e.phrase) return e.quote
  return (
    <>
      {e.quote.slice(0, at)}
      <mark>{e.phrase}</mark>
      {e.quote.slice(at + e.phrase.length)}
    </>
  )
}
