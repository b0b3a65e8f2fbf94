import { Button } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { messages, useT } from '@/lib/i18n/language'
import { regionPrefix, useRegionEnglish } from '@/lib/reference'
import { useMe } from '@/lib/session'
import { IndustrySelect } from '@/ui/industry-select'
import { MoneyInput } from '@/ui/money-input'
import { RegionSelect } from '@/ui/region-select'
import type { Facets } from './api'
import { rangeOf, type Counted, type Filters } from './facets'
import { useFilterWords } from './filter-words'
import type { Kind } from '@/lib/api/listings'

const texts = messages({
  any: ['不限', 'Any'],
  count: ['{name}，{n} 条', '{name}, {n}'],
  more: ['更多 {n} 项', '{n} more'],
  fewer: ['收起', 'Fewer'],
  finer: ['细分行业', 'Finer industries'],
  finerRegion: ['市、县', 'Cities and counties'],
  from: ['从', 'from'],
  to: ['到', 'to'],
  range: ['{name}，{end}', '{name}, {end}'],
})

const first = 8

interface Chip {
  code: string
  label: string
  count: number
  on: boolean
  press: () => void
}

/** A row without a choice is not shown: nothing to count, or one value that all results share. */
function Row({ name, chips, total, any, onAny, children }: { name: string; chips: Chip[]; total?: number; any: boolean; onAny: () => void; children?: ReactNode }) {
  const t = useT(texts)
  const [all, setAll] = useState(false)
  const id = useId()
  const shown = all ? chips : chips.filter((c, i) => i < first || c.on)
  if (any && (chips.length === 0 || (chips.length === 1 && chips[0]?.count === total))) return null
  return (
    <div className="facet-row" role="group" aria-labelledby={id}>
      <span className="facet-name" id={id}>
        {name}
      </span>
      <div className="facet-chips">
        <button type="button" className="chip" aria-pressed={any} onClick={onAny}>
          {t('any')}
        </button>
        {shown.map((c) => (
          <button type="button" key={c.code} className="chip" aria-pressed={c.on} aria-label={t('count', { name: c.label, n: c.count })} onClick={c.press}>
            {c.label} <span className="num">{c.count}</span>
          </button>
        ))}
        {chips.length > first && (
          <Button type="link" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('fewer') : t('more', { n: chips.length - first })}
          </Button>
        )}
        {children}
      </div>
    </div>
  )
}

/** One row of chips for each facet, each with what it would give; finer choices stand at the end of a row. */
export function FacetRows({ kind, filters: f, rows, total, onChange }: { kind: Kind; filters: Filters; rows: Record<Counted, Facets['industry']>; total?: number; onChange: (c: Partial<Filters>) => void }) {
  const t = useT(texts)
  const me = useMe()
  const english = useRegionEnglish()
  const words = useFilterWords(kind)
  const toggled = (on: boolean, name: keyof Filters, code: string) => onChange({ [name]: on ? '' : code })
  const chips = (c: 'industry' | 'region' | 'mode' | 'trl', on: (code: string) => boolean, label: (code: string, name: string) => string): Chip[] =>
    rows[c].map((x) => ({ code: x.code, label: label(x.code, x.name), count: x.count, on: on(x.code), press: () => toggled(on(x.code) && f[c] === x.code, c, x.code) }))
  const wide = (name: keyof Filters) => (code: string) => f[name].startsWith(code) && f[name] !== ''
  const same = (name: keyof Filters) => (code: string) => f[name] === code
  const ranges: Chip[] = [...rows.money]
    .sort((a, b) => Number(a.code) - Number(b.code))
    .map((x) => {
      const r = rangeOf(x.code)
      const on = f.minFen === r.minFen && f.maxFen === r.maxFen
      return { code: x.code, label: words.range(r.minFen, r.maxFen), count: x.count, on, press: () => onChange(on ? { minFen: '', maxFen: '' } : r) }
    })
  // A range that was chosen by its chip need not be repeated in figures.
  const own = (v: string) => (v === '' || ranges.some((r) => r.on) ? null : Number(v))
  const typed = (fen: number | null) => (fen === null || Number.isNaN(fen) ? '' : String(fen))
  return (
    <div className="facets">
      <Row total={total} name={words.name('industry')} any={f.industry === ''} onAny={() => onChange({ industry: '' })} chips={chips('industry', wide('industry'), (code) => words.industry(code))}>
        <IndustrySelect value={f.industry} onChange={(v) => onChange({ industry: v ?? '' })} placeholder={t('finer')} aria-label={t('finer')} style={{ width: 180 }} />
      </Row>
      <Row total={total} name={words.name('region')} any={f.region === ''} onAny={() => onChange({ region: '' })} chips={chips('region', wide('region'), (code, name) => english(code) ?? name)}>
        <RegionSelect value={f.region} onChange={(v) => onChange({ region: v ? regionPrefix(v) : '' })} placeholder={t('finerRegion')} aria-label={t('finerRegion')} style={{ width: 180 }} />
      </Row>
      <Row total={total} name={words.name('mode')} any={f.mode === ''} onAny={() => onChange({ mode: '' })} chips={chips('mode', same('mode'), (code) => words.mode(code))} />
      <Row total={total} name={words.name('trl')} any={f.trl === ''} onAny={() => onChange({ trl: '' })} chips={chips('trl', same('trl'), (code) => words.level(code))} />
      {me && (
        <Row total={total} name={words.name('money')} any={f.minFen === '' && f.maxFen === ''} onAny={() => onChange({ minFen: '', maxFen: '' })} chips={ranges}>
          <span className="facet-range">
            <MoneyInput
              value={own(f.minFen)}
              onChange={(v) => onChange({ minFen: typed(v) })}
              placeholder={t('from')}
              aria-label={t('range', { name: words.name('money'), end: t('from') })}
            />
            <MoneyInput
              value={own(f.maxFen)}
              onChange={(v) => onChange({ maxFen: typed(v) })}
              placeholder={t('to')}
              aria-label={t('range', { name: words.name('money'), end: t('to') })}
            />
          </span>
        </Row>
      )}
    </div>
  )
}
