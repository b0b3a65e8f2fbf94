import { comma, messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { ScrollTable } from '@/ui/scroll-table'
import { ToneTag } from '@/ui/state-tag'
import type { Member } from './api'
import { whyTone } from './office-words'

const texts = messages({
  label: ['专家名单：抽中、候补、参加和排除的原因', 'Experts: who is in, who is out, and why'],
  place: ['顺序', 'Order'],
  expert: ['专家', 'Expert'],
  code: ['编号', 'Id'],
  why: ['结果和原因', 'In or out, and why'],
  open: ['未查的关系（由专家声明）', 'Not looked into (rest on the declaration)'],
})

/** The experts of a draw or of a pool, those who are in first. Without names only their ids stand there. */
export function MemberTable({ members }: { members: Member[] }) {
  const t = useT(texts)
  const say = useSay()
  const kinds = (codes: string[]) => codes.map((k) => say(word('expertRelations', k))).join(say(comma))
  const rows = [...members].sort((a, b) => (a.place ?? 1e6) - (b.place ?? 1e6) || Number(b.why in whyTone) - Number(a.why in whyTone))
  const drawn = members.some((m) => m.place)
  const open = members.some((m) => m.open?.length)
  return (
    <ScrollTable<Member>
      label={t('label')}
      stacked
      size="small"
      pagination={false}
      rowKey={(m) => m.expert}
      dataSource={rows}
      columns={[
        ...(drawn ? [{ title: t('place'), key: 'place', render: (_: unknown, m: Member) => m.place ?? '—' }] : []),
        {
          title: t('expert'),
          key: 'expert',
          render: (_, m) =>
            m.name ? (
              <>
                <b>{m.name}</b> <span>{m.unit}</span>
                {drawn && <div className="muted" style={{ fontFamily: 'monospace' }}>{m.expert}</div>}
              </>
            ) : (
              <code>{m.expert}</code>
            ),
        },
        {
          title: t('why'),
          key: 'why',
          render: (_, m) => (
            <>
              <ToneTag tone={whyTone[m.why] ?? 'neutral'}>{say(word('drawWhys', m.why))}</ToneTag>
              {m.relation && (
                <div className="muted">{[m.with, say(word('expertRelations', m.relation.kind)), m.relation.source, m.relation.on].filter(Boolean).join(' · ')}</div>
              )}
            </>
          ),
        },
        ...(open ? [{ title: t('open'), key: 'open', render: (_: unknown, m: Member) => (!m.open?.length ? '—' : m.open.map((o) => <div key={o.unit} className="muted">{`${o.unit}：${kinds(o.kinds)}`}</div>)) }] : []),
      ]}
    />
  )
}
