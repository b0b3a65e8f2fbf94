import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { Link } from 'react-router'
import type { Listing } from '@/lib/api/listings'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { ContactFacts } from '@/ui/contact-facts'
import { Panel } from '@/ui/page'
import { lookAtContact, looksQuery } from './api'

const texts = messages({
  title: ['联系方式查看记录', 'Looks at the contact'],
  none: ['还没有人查看过。', 'Nobody has looked yet.'],
  contact: ['联系方式', 'Contact'],
  look: ['查看联系方式', 'See the contact'],
  recorded: ['查看会留下记录，发布单位可以看到。', 'A look is recorded and seen by the unit.'],
})

/** The owner sees who looked at his contact; an officer looks here, on record. */
export function Looks({ listing: l }: { listing: Listing }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const officer = useIs('officer')
  const { message } = App.useApp()
  const looks = useQuery({ ...looksQuery(l.kind, l.id), enabled: l.mine })
  const look = useMutation({ ...lookAtContact(l.kind, l.id), onError: (e) => message.error(e.message, 6) })
  if (officer && !l.lead && !l.mine)
    return (
      <Panel title={t('contact')}>
        {look.data ? (
          <ContactFacts contact={look.data} />
        ) : (
          <>
            <p className="muted">{t('recorded')}</p>
            <Button loading={look.isPending} onClick={() => look.mutate()}>
              {t('look')}
            </Button>
          </>
        )}
      </Panel>
    )
  if (!l.mine || !looks.data) return null
  return (
    <Panel title={t('title')}>
      {looks.data.items.length === 0 ? (
        <p className="muted">{t('none')}</p>
      ) : (
        <ul className="plain-list" style={{ gap: 4 }}>
          {looks.data.items.map((x) => (
            <li key={`${x.at}-${x.name}`}>
              {[x.name, say(word('roles', x.role)), x.orgName].filter(Boolean).join(' · ')} <span className="muted nowrap">{timeOf(x.at, lang)}</span>{' '}
              {x.deal && <Link to={`/deals/${x.deal}`}>{x.serial}</Link>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
