import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { Panel } from '@/ui/page'
import { Loaded } from '@/ui/state-view'
import { challengeBids, type Challenge } from './api'
import { BidTag } from './state-tags'

const texts = messages({
  title: ['揭榜', 'Bids'],
  none: ['还没有团队揭榜。', 'No team has bid yet.'],
  team: ['团队', 'Team'],
  state: ['状态', 'State'],
  at: ['提交时间', 'Handed in'],
  talks: ['洽谈', 'Talks'],
  reason: ['说明', 'Remark'],
})

/** The bids of a challenge, for its asker and its office. */
export function BidsPanel({ challenge: c }: { challenge: Challenge }) {
  const t = useT(texts)
  const lang = useLanguage()
  const query = useQuery(challengeBids(c.id))
  if (c.versions.length === 0) return null
  return (
    <Panel title={t('title')}>
      <Loaded query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t('none')}</p>
          ) : (
            <div className="scroll-x" tabIndex={0} role="group" aria-label={t('title')}>
              <table className="line-table">
                <thead>
                  <tr>
                    <th scope="col">{t('team')}</th>
                    <th scope="col">{t('state')}</th>
                    <th scope="col">{t('talks')}</th>
                    <th scope="col">{t('at')}</th>
                    <th scope="col">{t('reason')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((b) => (
                    <tr key={b.id}>
                      <th scope="row">
                        <Link to={`/bids/${b.id}`}>{b.lead.name}</Link>
                      </th>
                      <td>
                        <BidTag state={b.state} name={b.stateName} />
                      </td>
                      <td className="num">{b.talks.length || ''}</td>
                      <td className="nowrap">{b.receipt ? timeOf(b.receipt.at, lang) : ''}</td>
                      <td>{b.reason}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </Panel>
  )
}
