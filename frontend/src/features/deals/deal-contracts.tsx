import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
import { contractSigners, contractsOf } from '@/lib/api/contracts'
import { messages, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { ContractStateTag, TwoAmounts } from '@/ui/amounts'
import { Panel } from '@/ui/page'
import { Loaded } from '@/ui/state-view'
import type { Deal } from './api'

const texts = messages({
  title: ['合同', 'Contracts'],
  new: ['新建合同', 'New contract'],
  none: ['还没有合同。谈妥后在这里新建，双方名称会自动带入。', 'No contract yet. When terms are clear, start one here; both parties are filled in.'],
  over: ['没有合同。', 'No contract.'],
  early: ['双方同意对接后可以新建合同。', 'A contract can be started once both sides consented.'],
})

/** The contracts made from this deal, and the way to a new one. */
export function DealContracts({ deal: d }: { deal: Deal }) {
  const t = useT(texts)
  const may = useIs(...contractSigners) && (d.state === 'talking' || d.state === 'agreed') && d.stand !== 'watcher'
  const query = useQuery(contractsOf(d.id))
  return (
    <Panel title={t('title')}>
      <Loaded query={query} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t(d.state === 'intent' || d.state === 'lapsed' ? 'early' : d.state === 'ended' ? 'over' : 'none')}</p>
          ) : (
            <ul className="cards gap-below">
              {items.map((c) => (
                <li key={c.id}>
                  <Link className="card-link" to={`/contracts/${c.id}`}>
                    <div className="row between">
                      <span className="title">{c.title}</span>
                      <ContractStateTag state={c.state} />
                    </div>
                    <div className="num muted">{c.serial}</div>
                    <TwoAmounts totalFen={c.amounts.totalFen || c.totalFen} techFen={c.amounts.totalFen ? c.amounts.techFen : null} small />
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {may && (
        <Link to={`/contracts/new?deal=${d.id}`}>
          <Button type={d.state === 'agreed' ? 'primary' : 'default'}>{t('new')}</Button>
        </Link>
      )}
    </Panel>
  )
}
