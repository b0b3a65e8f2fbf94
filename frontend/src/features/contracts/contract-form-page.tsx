import { useQuery } from '@tanstack/react-query'
import { useParams, useSearchParams } from 'react-router'
import { get } from '@/lib/api/client'
import type { Contract, ContractContent } from '@/lib/contract'
import { messages, useT } from '@/lib/i18n/language'
import { Page } from '@/ui/page'
import { Failure, Loading } from '@/ui/state-view'
import { ContractForm } from './contract-form'
import { contentOf } from './contract-values'
import './contracts.css'

const texts = messages({
  new: ['新建合同', 'New contract'],
  edit: ['修改合同', 'Edit contract'],
  subDeal: ['双方和引介记录由对接 {serial} 带入。', 'Parties and introduction come from deal {serial}.'],
  subOffline: ['线下签订的合同：填好后上传盖章扫描件即可。', 'A contract signed on paper: fill in and upload the stamped scan.'],
})

interface DealHead {
  id: string
  serial: string
  demand: { title: string }
  demandSide: { org?: string; person?: string; name: string }
  achievementSide: { org?: string; person?: string; name: string }
}

/** What a new contract takes over from its deal; the server does the same and has the last word. */
function fromDeal(d: DealHead): Partial<ContractContent> {
  return {
    title: d.demand.title,
    seller: { orgId: d.achievementSide.org, personId: d.achievementSide.org ? undefined : d.achievementSide.person, name: d.achievementSide.name },
    buyer: { orgId: d.demandSide.org, personId: d.demandSide.org ? undefined : d.demandSide.person, name: d.demandSide.name },
  }
}

export default function ContractFormPage() {
  const t = useT(texts)
  const { id } = useParams()
  const [params] = useSearchParams()
  const deal = params.get('deal') ?? ''
  const contract = useQuery({
    queryKey: ['contract', id],
    queryFn: ({ signal }) => get<Contract>(`/contracts/${id}`, undefined, signal),
    enabled: Boolean(id),
    refetchOnWindowFocus: false,
  })
  const head = useQuery({
    queryKey: ['deal', deal],
    queryFn: ({ signal }) => get<DealHead>(`/deals/${deal}`, undefined, signal),
    enabled: !id && Boolean(deal),
    refetchOnWindowFocus: false,
  })
  const title = t(id ? 'edit' : 'new')
  const needed = id ? contract : deal ? head : null
  if (needed && !needed.data)
    return <Page title={title}>{needed.error ? <Failure error={needed.error} retry={() => void needed.refetch()} /> : <Loading rows={8} />}</Page>
  const c = contract.data
  const dealSerial = c?.deal.serial ?? head.data?.serial
  return (
    <Page title={title} sub={c ? <span className="num">{c.serial}</span> : undefined}>
      <p className="muted" style={{ margin: 0 }}>
        {dealSerial ? t('subDeal', { serial: dealSerial }) : t('subOffline')}
      </p>
      <ContractForm
        key={id ?? `new-${deal}`}
        id={id}
        rev={c?.rev}
        updatedAt={c?.updatedAt ?? 0}
        deal={deal || undefined}
        fixedParties={Boolean(c ? c.deal.id : deal)}
        initial={c ? contentOf(c) : head.data ? fromDeal(head.data) : {}}
      />
    </Page>
  )
}
