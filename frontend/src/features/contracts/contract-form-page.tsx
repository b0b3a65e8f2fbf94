import { useQuery } from '@tanstack/react-query'
import { useParams, useSearchParams } from 'react-router'
import { contractQuery } from '@/lib/api/contracts'
import { messages, useT } from '@/lib/i18n/language'
import { Page, WaitingPage } from '@/ui/page'
import { draftQuery } from './api'
import { ContractForm } from './contract-form'
import { contentOf } from './contract-values'
import '@/ui/form.css'
import './contracts.css'

const texts = messages({
  new: ['新建合同', 'New contract'],
  edit: ['修改合同', 'Edit contract'],
  subDeal: ['双方、引介记录和已知的内容由对接 {serial} 带入，请核对。', 'Parties, introduction and what is known come from deal {serial}; please check.'],
  subOffline: ['线下签订的合同：填好后上传盖章扫描件即可。', 'A contract signed on paper: fill in and upload the stamped scan.'],
})

export default function ContractFormPage() {
  const t = useT(texts)
  const { id } = useParams()
  const [params] = useSearchParams()
  const deal = params.get('deal') ?? ''
  const contract = useQuery({ ...contractQuery(id ?? ''), enabled: Boolean(id), refetchOnWindowFocus: false })
  const head = useQuery({ ...draftQuery(deal), enabled: !id && Boolean(deal) })
  const title = t(id ? 'edit' : 'new')
  const needed = id ? contract : deal ? head : null
  if (needed && !needed.data)
    return <WaitingPage title={title} query={needed} rows={8} />
  const c = contract.data
  const dealSerial = c?.deal.serial ?? head.data?.serial
  return (
    <Page title={title} sub={c ? <span className="num">{c.serial}</span> : undefined}>
      <p className="muted flat">
        {dealSerial ? t('subDeal', { serial: dealSerial }) : t('subOffline')}
      </p>
      <ContractForm
        key={id ?? `new-${deal}`}
        id={id}
        rev={c?.rev}
        state={c?.state}
        deal={deal || undefined}
        fixedParties={Boolean(c ? c.deal.id : deal)}
        initial={c ? contentOf(c) : head.data ? contentOf(head.data.content) : {}}
      />
    </Page>
  )
}
