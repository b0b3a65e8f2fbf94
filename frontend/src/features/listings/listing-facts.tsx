import type { ReactNode } from 'react'
import { dateOf, money, moneyRange } from '@/lib/format'
import { comma, messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIndustryName } from '@/lib/reference'
import { word } from '@/lib/vocabulary'
import { Panel } from '@/ui/page'
import { OwnerName, RegionName } from '@/ui/listing-summary'
import { listingTexts } from '@/lib/listing-texts'
import type { Content, Listing } from '@/lib/api/listings'

const texts = messages({
  about: ['基本情况', 'At a glance'],
  serial: ['编号', 'Number'],
  more: ['相关行业', 'Also in'],
  township: ['乡镇', 'Township'],
  park: ['园区', 'Park'],
  form: ['体现形式', 'Form'],
  inventors: ['完成人', 'Inventors'],
  holder: ['权利人', 'Holder'],
  pricing: ['定价方式', 'Pricing'],
  year: ['年份', 'Year'],
  tags: ['标签', 'Tags'],
  source: ['来源', 'Source'],
  byOffice: ['主管部门批量导入：{name}', 'Imported by the office: {name}'],
  contact: ['联系人（不公开）', 'Contact (private)'],
  floorDemand: ['最高可付（不公开）', 'Most to pay (private)'],
  floorAchievement: ['最低可接受（不公开）', 'Least to accept (private)'],
  firstPublished: ['发布日期', 'Published on'],
  version: ['第 {n} 版', 'Version {n}'],
})

/** Label and value pairs beside the text. Absent values take no room. */
export function ListingFacts({ listing: l, content: c }: { listing: Listing; content: Content }) {
  const t = useT(texts)
  const w = useT(listingTexts)
  const say = useSay()
  const lang = useLanguage()
  const industry = useIndustryName()
  const demand = l.kind === 'demand'
  const rows: [string, ReactNode][] = [
    [t('serial'), <span className="num" key="s">{l.serial}</span>],
    [w('owner'), <OwnerName key="o" listing={l} />],
    [w('region'), c.region || c.regionWords ? <RegionName key="r" code={c.region} words={c.regionWords} name={c === l.content ? l.regionName : undefined} /> : null],
    [t('township'), c.township],
    [t('park'), c.park],
    [w('industry'), c.industry && <>{industry(c.industry)}{c.industry.length === 4 && !c.industryConfirmed ? <span className="muted">{` (${w('unconfirmed')})`}</span> : null}</>],
    [t('more'), c.moreIndustries?.map((i) => industry(i)).join(say(comma))],
    [w('type'), demand && (c.type || c.words?.type) ? <WithWords key="t" value={c.type ? say(word('demandTypes', c.type)) : ''} words={c.words?.type} /> : null],
    [t('form'), c.form && say(word('achievementForms', c.form))],
    [w('budget'), demand ? <RangeOrWords key="b" low={c.budgetFen} high={c.budgetHighFen} words={c.words?.budgetFen} /> : null],
    [w('price'), !demand ? <RangeOrWords key="p" low={c.priceFen} high={c.priceHighFen} words={c.words?.priceFen} /> : null],
    [t('pricing'), c.pricing],
    [w('deadline'), c.deadline || c.words?.deadline],
    [w('minMaturity'), c.minTrl ? say(word('trls', c.minTrl)) : c.words?.minTrl],
    [w('maturity'), c.trl ? say(word('trls', c.trl)) : c.stageWords],
    [w('mode'), [...(c.modes ?? []).map((m) => say(word('modes', m))), c.modeWords].filter(Boolean).join(say(comma))],
    [t('inventors'), c.inventors?.join(say(comma))],
    [t('holder'), c.holder],
    [t('year'), c.year || c.words?.year || null],
    [t('tags'), c.tags?.join(say(comma))],
    [t('contact'), [c.contact?.name, c.contact?.phone, c.contact?.email].filter(Boolean).join(' ')],
    [t(demand ? 'floorDemand' : 'floorAchievement'), c.floorFen != null ? <span className="num">{money(c.floorFen, lang)}</span> : null],
    [t('firstPublished'), l.publishedAt ? `${dateOf(l.publishedAt)} · ${t('version', { n: l.version })}` : null],
    [t('source'), <SourceLink key="src" listing={l} />],
  ]
  return (
    <Panel title={t('about')}>
      <dl className="side-facts">
        {rows
          .filter(([, v]) => v !== null && v !== undefined && v !== '' && v !== false)
          .filter(([k]) => (k !== w('budget') || c.budgetFen != null || c.words?.budgetFen) && (k !== w('price') || c.priceFen != null || c.words?.priceFen))
          .filter(([k]) => k !== t('source') || l.source?.link || l.source?.name)
          .map(([k, v]) => (
            <div key={k} style={{ display: 'contents' }}>
              <dt>{k}</dt>
              <dd>{v}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  )
}

/** Only http(s) addresses become links: the source of an imported row is not ours to trust. */
function SourceLink({ listing: { source } }: { listing: Listing }) {
  const t = useT(texts)
  if (source?.link && /^https?:\/\//i.test(source.link))
    return (
      <a href={source.link} rel="noreferrer noopener nofollow" target="_blank">
        {hostOf(source.link)}
      </a>
    )
  if (source?.import && !source.link) return <>{t('byOffice', { name: source.name ?? '' })}</>
  return <>{source?.link || source?.name}</>
}

function hostOf(link: string): string {
  try {
    return new URL(link).host
  } catch {
    return link
  }
}

/** A budget or price, and the words of the source beside it where the record could not hold all of them. */
function RangeOrWords({ low, high, words }: { low?: number | null; high?: number | null; words?: string }) {
  const lang = useLanguage()
  return <WithWords value={low == null ? '' : moneyRange(low, high, lang)} words={words} />
}

function WithWords({ value, words }: { value: string; words?: string }) {
  return (
    <>
      {value && <span className="num">{value}</span>}
      {words && <span className={value ? 'muted' : undefined}>{value ? ` (${words})` : words}</span>}
    </>
  )
}
