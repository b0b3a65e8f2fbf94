import { ago, moneyRange } from '@/lib/format'
import { useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIndustryName, useRegionEnglish, useRegionName } from '@/lib/reference'
import { word } from '@/lib/vocabulary'
import { ListingStateTag, ToneTag } from '@/ui/state-tag'
import { FoundTitle, FoundWords } from './found-words'
import './listing.css'
import { listingTexts } from '@/lib/listing-texts'
import type { Listing } from '@/lib/api/listings'

/** Who stands behind a listing, as far as the reader may know. */
export function OwnerName({ listing: l }: { listing: Listing }) {
  const t = useT(listingTexts)
  if (l.lead)
    return (
      <span title={t('leadHint')}>
        {l.content.orgWords ? `${l.content.orgWords} ` : ''}
        <ToneTag tone="wait">{t('lead')}</ToneTag>
      </span>
    )
  return <>{l.owner?.name || t('ownerHidden')}</>
}

/** Region by code, else in the words of the source. `name` is given where the server already knows it. */
export function RegionName({ code, words, name }: { code?: string; words?: string; name?: string }) {
  const english = useRegionEnglish()(code)
  const found = useRegionName(name ? undefined : code)
  return <>{english || name || found || words || ''}</>
}

/** What budget or price the reader may see; absent means not given or not for this reader. */
/** Whether this reader sees an amount; for a visitor it is often for members only. */
export const hasAmount = (l: Listing): boolean => (l.kind === 'demand' ? l.content.budgetFen : l.content.priceFen) != null

export function Amount({ listing: l }: { listing: Listing }) {
  const lang = useLanguage()
  const c = l.content
  const [low, high, words] = l.kind === 'demand' ? [c.budgetFen, c.budgetHighFen, c.words?.budgetFen] : [c.priceFen, c.priceHighFen, c.words?.priceFen]
  if (low === undefined || low === null) return words ? <span>{words}</span> : <span className="muted">—</span>
  return <span className="num nowrap">{moneyRange(low, high, lang)}</span>
}

/** One listing in a list on a phone. */
export function ListingCard({ listing: l, withState }: { listing: Listing; withState?: boolean }) {
  const t = useT(listingTexts)
  const say = useSay()
  const lang = useLanguage()
  const industry = useIndustryName()
  const c = withState && l.draft ? l.draft : l.content
  return (
    <>
      <div className="row between row-card">
        <span className="title">
          <FoundTitle matched={l.matched ?? undefined}>{c.title}</FoundTitle>
        </span>
        {withState && <ListingStateTag state={l.state} />}
      </div>
      {l.matched?.some((m) => m.field !== 'title') ? <FoundWords matched={l.matched} /> : <p className="clamp">{c.text}</p>}
      <div className="meta">
        {c.industry && <span>{industry(c.industry, true)}</span>}
        <span>
          <RegionName code={c.region} words={c.regionWords} name={l.regionName} />
        </span>
        <span>
          <OwnerName listing={l} />
        </span>
        {l.kind === 'demand' && (c.budgetFen || c.budgetHighFen) ? <span className="num">{`${t('budget')} ${moneyRange(c.budgetFen, c.budgetHighFen, lang)}`}</span> : null}
        {l.kind === 'achievement' && c.trl ? <span>{say(word('trls', c.trl))}</span> : null}
        <span>{ago(l.publishedAt || l.updatedAt, lang)}</span>
      </div>
    </>
  )
}
