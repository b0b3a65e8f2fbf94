import type { ReactNode } from 'react'
import type { Contract, ContractContent } from '@/lib/api/contracts'
import { money } from '@/lib/format'
import { comma, messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIndustryName, useRegionName } from '@/lib/reference'
import { word } from '@/lib/vocabulary'
import { Facts } from './facts'

const texts = messages({
  seller: ['卖方', 'Seller'],
  buyer: ['买方', 'Buyer'],
  class: ['类别', 'Class'],
  sign: ['签订日期', 'Signed on'],
  valid: ['有效期', 'Valid'],
  until: ['{a} 至 {b}', '{a} to {b}'],
  pay: ['支付方式', 'Payment'],
  industry: ['行业', 'Industry'],
  related: ['关联交易', 'Related parties'],
  yes: ['是', 'Yes'],
  acceptNo: ['受理号（平台）', 'Acceptance no. (platform)'],
  number: ['登记编号（国家系统）', 'Registration no. (national)'],
  date: ['登记日期', 'Registered on'],
  authority: ['登记机构', 'Registry'],
  elsewhere: ['异地登记', 'Registered elsewhere'],
  filed: ['申请日期', 'Filed on'],
  applicant: ['申请方', 'Applicant'],
  decided: ['认定日期', 'Decided on'],
  decider: ['认定人', 'Decided by'],
  second: ['复核人', 'Countersigned by'],
  secondWaits: ['待另一名登记员复核', 'Waits for another registrar'],
  alone: ['一人办理', 'Alone'],
  head: ['不予登记情形', 'Head of refusal'],
  reason: ['理由', 'Reason'],
  scopes: ['计入统计', 'Counts as'],
  corrected: ['{at} 更正', 'Corrected {at}'],
  total: ['成交额', 'Value'],
  tech: ['技术交易额', 'Technology'],
  open: ['金额待定', 'Amount open'],
  openText: ['提成数额未定，确定后更正', 'Royalties not known yet'],
})

function Party({ side }: { side: NonNullable<ContractContent['seller']> }) {
  const region = useRegionName(side.region)
  return (
    <>
      <b>{side.name || '—'}</b>
      <div className="muted">{[side.uscc, region].filter(Boolean).join(' · ')}</div>
    </>
  )
}

/** Parties, class, dates: what a contract is about at a glance. */
export function ContractFacts({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const say = useSay()
  const industry = useIndustryName()
  return (
    <Facts
      rows={[
        [t('seller'), <Party key="s" side={c.seller} />],
        [t('buyer'), <Party key="b" side={c.buyer} />],
        [t('class'), c.class ? [say(word('contractClasses', c.class)), c.subClass && say(word('contractSubClasses', c.subClass))].filter(Boolean).join(' · ') : ''],
        [t('sign'), c.signDate],
        [t('valid'), c.beginDate || c.endDate ? t('until', { a: c.beginDate ?? '—', b: c.endDate ?? '—' }) : ''],
        [t('pay'), c.payment && say(word('payMethods', c.payment))],
        [t('industry'), industry(c.industry)],
        [t('related'), c.related && t('yes')],
      ]}
    />
  )
}

interface TwoSums {
  totalFen: number
  techFen: number
}

/** A correction with the former and the new amounts side by side. */
function Correction({ was, is, reason, by }: { was: TwoSums; is: TwoSums; reason: string; by: string }) {
  const t = useT(texts)
  const lang = useLanguage()
  return (
    <>
      {(['totalFen', 'techFen'] as const).map((k) => (
        <div key={k} className="num">
          {t(k === 'totalFen' ? 'total' : 'tech')} <s className="muted">{money(was[k], lang)}</s> → <b>{money(is[k], lang)}</b>
        </div>
      ))}
      <div className="muted">{[by, reason].filter(Boolean).join('：')}</div>
    </>
  )
}

/** The file of a contract at the registry. */
export function RegistrationFacts({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const say = useSay()
  const r = c.registration
  if (!r) return null
  return (
    <Facts
      rows={[
        [t('number'), r.number && <b className="num">{r.number}</b>],
        [t('date'), r.date],
        [t('authority'), r.authority && `${r.authority}${r.elsewhere ? `（${t('elsewhere')}）` : ''}`],
        [t('scopes'), (r.scopes ?? []).map((s) => say(word('statScopes', s))).join(say(comma))],
        [t('acceptNo'), r.acceptNo && <span className="num">{r.acceptNo}</span>],
        [t('filed'), r.filedOn],
        [t('applicant'), r.applicant],
        [t('decided'), r.decided],
        [t('decider'), r.decider?.name],
        [t('second'), r.second && !r.second.alone && `${r.second.by.name ?? ''} · ${r.second.on}${r.second.note ? ` · ${r.second.note}` : ''}`],
        [t('alone'), r.second?.alone && `${r.second.by.name ?? ''} · ${r.second.on} · ${r.second.reason ?? ''}`],
        [t('second'), r.needsSecond && !r.second && t('secondWaits')],
        [t('head'), r.headText],
        [t('reason'), r.reason],
        [t('open'), r.open && t('openText')],
        ...(r.versions ?? []).map((v, i, all): [string, ReactNode] => [
          t('corrected', { at: v.until }),
          <Correction key={i} was={v} is={all[i + 1] ?? r} reason={v.reason} by={v.by.name ?? ''} />,
        ]),
      ]}
    />
  )
}
