import { useQuery } from '@tanstack/react-query'
import { Collapse } from 'antd'
import { useNavigate, useParams } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { History } from '@/ui/history'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { ToneTag } from '@/ui/state-tag'
import { expertQuery } from './api'
import { ExpertFacts } from './pool-facts'
import { ExpertForm } from './pool-form'

const texts = messages({
  title: ['专家', 'Expert'],
  new: ['录入专家', 'New expert'],
  confirmed: ['身份已核实', 'Identity confirmed'],
  open: ['身份未核实，不参加抽取', 'Not confirmed: in no draw'],
  left: ['已出库', 'Out of the pool'],
  history: ['历史', 'History'],
})

/** A new expert, or one of the pool: the officer writes, the administrator reads. */
export default function PoolExpertPage() {
  const t = useT(texts)
  const go = useNavigate()
  const officer = useIs('officer')
  const { id = '' } = useParams()
  const query = useQuery({ ...expertQuery(id), enabled: id !== '' })
  const back = () => void go('/experts')
  if (!id)
    return (
      <Page title={t('new')}>
        <ExpertForm done={back} />
      </Page>
    )
  const e = query.data
  if (!e) return <WaitingPage title={t('title')} query={query} rows={8} />
  return (
    <Page
      title={e.name}
      sub={
        <span className="row">
          <span>{e.posts[0]?.name}</span>
          <ToneTag tone={e.identified ? 'good' : 'wait'}>{t(e.identified ? 'confirmed' : 'open')}</ToneTag>
          {e.left && <ToneTag tone="neutral">{t('left')}</ToneTag>}
        </span>
      }
    >
      {officer ? <ExpertForm expert={e} done={back} /> : <ExpertFacts expert={e} />}
      <Panel>
        <Collapse ghost destroyOnHidden items={[{ key: 'h', label: t('history'), children: <History of="experts" id={id} names={{ steps: 'expertSteps' }} /> }]} />
      </Panel>
    </Page>
  )
}
