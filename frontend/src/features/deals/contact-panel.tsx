import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { messages, useT } from '@/lib/i18n/language'
import { ContactFacts } from '@/ui/contact-facts'
import { Panel } from '@/ui/page'
import { lookAtContact, type Deal } from './api'

const texts = messages({
  title: ['联系方式', 'Contacts'],
  demand: ['需求方', 'Demand side'],
  achievement: ['成果方', 'Achievement side'],
  look: ['查看联系方式', 'See the contact'],
  recorded: ['每次查看都会留下记录，该单位可以看到。', 'Each look is recorded and seen by the unit.'],
  later: ['双方都同意对接后，在这里互相显示联系方式。', 'Once both sides consent, they see each other’s contact here.'],
})

/** Both sides read each other's contact from their consent on; the broker and an officer look, on record. */
export function ContactPanel({ deal: d }: { deal: Deal }) {
  const t = useT(texts)
  const side = d.stand === 'demand' || d.stand === 'achievement'
  const looks = (['demand', 'achievement'] as const).filter((s) => d.acts.includes(`look-${s}`))
  if (!d.contacts && looks.length === 0 && !(side && d.state === 'intent')) return null
  return (
    <Panel title={t('title')}>
      {d.contacts ? (
        (['demand', 'achievement'] as const).map((s) => (
          <div className="gap-below" key={s}>
            <b>{t(s)}</b>
            <ContactFacts contact={d.contacts?.[s]} />
          </div>
        ))
      ) : looks.length > 0 ? (
        <>
          <p className="muted">{t('recorded')}</p>
          {looks.map((s) => (
            <LookButton key={s} deal={d.id} side={s} label={`${t('look')} · ${t(s)}`} />
          ))}
        </>
      ) : (
        <p className="muted">{t('later')}</p>
      )}
    </Panel>
  )
}

/** Reads a closed contact and leaves a line for its owner. */
function LookButton({ deal, side, label }: { deal: string; side: 'demand' | 'achievement'; label: string }) {
  const { message } = App.useApp()
  const look = useMutation({ ...lookAtContact(deal, side), onError: (e) => message.error(e.message, 6) })
  if (look.data)
    return (
      <div className="gap-below">
        <b>{label}</b>
        <ContactFacts contact={look.data} />
      </div>
    )
  return (
    <div className="gap-below">
      <Button loading={look.isPending} onClick={() => look.mutate()}>
        {label}
      </Button>
    </div>
  )
}
