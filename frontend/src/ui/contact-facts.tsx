import { messages, useT } from '@/lib/i18n/language'

export interface Contact {
  name?: string
  phone?: string
  office?: string
  wechat?: string
  email?: string
  bestTime?: string
}

const texts = messages({
  none: ['没有留下联系方式', 'No contact was left'],
  phone: ['电话', 'Phone'],
  mobile: ['手机', 'Mobile'],
  office: ['办公电话', 'Office'],
  wechat: ['微信', 'WeChat'],
  email: ['邮箱', 'E-mail'],
  bestTime: ['方便的时间', 'Best time'],
})

/** A mobile number of the mainland; people write their landline into the same field. */
const mobile = /^(\+?86[- ]?)?1\d{10}$/

/** A contact with a link for each way to reach it. */
export function ContactFacts({ contact: c }: { contact?: Contact }) {
  const t = useT(texts)
  if (!c || !Object.values(c).some(Boolean)) return <div className="muted">{t('none')}</div>
  return (
    <ul className="plain-list" style={{ gap: 4 }}>
      {c.name && <li>{c.name}</li>}
      {c.phone && (
        <li>
          {t(mobile.test(c.phone) ? 'mobile' : 'phone')} <a href={`tel:${c.phone}`}>{c.phone}</a>
        </li>
      )}
      {c.office && (
        <li>
          {t('office')} <a href={`tel:${c.office}`}>{c.office}</a>
        </li>
      )}
      {c.wechat && (
        <li>
          {t('wechat')} {c.wechat}
        </li>
      )}
      {c.email && (
        <li>
          {t('email')} <a href={`mailto:${c.email}`}>{c.email}</a>
        </li>
      )}
      {c.bestTime && (
        <li>
          {t('bestTime')} {c.bestTime}
        </li>
      )}
    </ul>
  )
}
