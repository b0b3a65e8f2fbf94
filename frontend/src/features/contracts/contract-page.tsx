import { EditOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Steps } from 'antd'
import { Link, useParams } from 'react-router'
import { can as canTake, contractQuery, targetOf } from '@/lib/api/contracts'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { ContractStateTag, TwoAmounts } from '@/ui/amounts'
import { ContractFacts, RegistrationFacts } from '@/ui/contract-facts'
import { TermsPanel } from '@/ui/contract-terms'
import { FindingsArchive } from '@/ui/findings-archive'
import { History } from '@/ui/history'
import { Notice } from '@/ui/notice'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { RecordFiles } from '@/ui/record-files'
import { StepButtons } from '@/ui/step-buttons'
import { CostTable, FilesPanel, OriginPanel } from './contract-details'
import { WholeSteps } from './contract-steps'
import { PerformancePanel } from './performance-panel'
import { PrecheckPanel } from './precheck-panel'
import { TextPanel } from './text-panel'
import { CreditPanel } from './credit-panel'
import './contracts.css'

const texts = messages({
  title: ['技术合同', 'Contract'],
  edit: ['修改内容', 'Edit'],
  complete: ['补充登记信息', 'Add what registration needs'],
  correct: ['补正内容', 'Correct'],
  desk: ['去办理登记', 'Open at the registry desk'],
  elsewhere: ['录入异地登记', 'Record registration elsewhere'],
  about: ['合同概要', 'At a glance'],
  amounts: ['金额', 'Amounts'],
  stated: ['当事人申报', 'As the parties state'],
  recognised: ['登记员认定', 'As recognised by the registrar'],
  registration: ['认定登记', 'Registration'],
  wayNow: ['第 {n} / {of} 步', 'Step {n} of {of}'],
  history: ['历史', 'History'],
  returned: ['登记员退回补正：{why}', 'Returned for correction: {why}'],
  refused: ['不予登记（{head}）：{why}', 'Refused ({head}): {why}'],
  next_draft: ['下一步：生成或上传合同文本，然后“提交双方确认”；线下盖章的合同录入扫描件即可。', 'Next: generate or upload the text and ask both sides to confirm; for a paper contract enter the scan.'],
  next_confirming: ['等待双方确认同一份文本。', 'Waiting for both sides to confirm the same text.'],
  next_confirmed: ['合同已签订。卖方（技术进口为买方）可以提交认定登记。', 'Concluded. The seller (for imports the buyer) can file it for registration.'],
})

const way = ['draft', 'confirming', 'confirmed', 'submitted', 'accepted', 'awaitNumber', 'registered']
const deskSteps = ['counter', 'accept', 'return', 'recognise', 'refuse', 'review', 'second', 'alone', 'register', 'correct', 'withdraw']
const own = ['edit', 'propose', 'submit', 'replace-text', 'confirm', 'conclude', 'stamp', 'elsewhere', 'pass', 'pay', 'void', ...deskSteps]
const at = (state: string) => way.indexOf(({ returned: 'submitted', refused: 'accepted', withdrawn: 'registered', cancelled: 'draft' } as Record<string, string>)[state] ?? state)

export default function ContractPage() {
  const t = useT(texts)
  const say = useSay()
  const { id = '' } = useParams()
  const desk = useIs('registrar', 'officer')
  const query = useQuery(contractQuery(id))
  const c = query.data
  if (!c) return <WaitingPage title={t('title')} query={query} rows={10} />
  const can = (s: string) => canTake(c, s)
  const r = c.registration
  const bad = ['returned', 'refused', 'cancelled', 'withdrawn'].includes(c.state)
  const decided = r && (r.totalFen > 0 || r.techFen > 0)
  const next = c.state === 'draft' || c.state === 'confirming' || c.state === 'confirmed' ? t(`next_${c.state}`) : ''
  return (
    <Page
      title={c.title}
      sub={
        <span className="row">
          <span>{t('title')}</span>
          <span className="num">{c.serial}</span>
          <ContractStateTag state={c.state} />
        </span>
      }
      actions={
        <>
          {can('edit') && (
            <Link to={`/contracts/${id}/edit`}>
              <Button icon={<EditOutlined />} tabIndex={-1}>
                {t(c.state === 'confirmed' ? 'complete' : c.state === 'returned' ? 'correct' : 'edit')}
              </Button>
            </Link>
          )}
          <WholeSteps contract={c} />
          <StepButtons {...targetOf(c)} steps={c.steps} skip={[...own, 'object']} />
          <StepButtons {...targetOf(c, 'object')} steps={c.steps?.filter((s) => s.step === 'object')} />
          {desk && can('elsewhere') && (
            <Link to={`/registrations/${id}?elsewhere=1`}>
              <Button tabIndex={-1}>{t('elsewhere')}</Button>
            </Link>
          )}
          {desk && deskSteps.some(can) && (
            <Link to={`/registrations/${id}`}>
              <Button type="primary" icon={<RightOutlined />} tabIndex={-1}>
                {t('desk')}
              </Button>
            </Link>
          )}
        </>
      }
    >
      {c.keptAway && <Notice type="warning" lines={[c.keptAway]} />}
      {c.state === 'returned' && r?.reason && <Notice type="warning" lines={[t('returned', { why: r.reason })]} />}
      {c.state === 'refused' && r && <Notice type="error" lines={[t('refused', { head: r.headText ?? '', why: r.reason ?? '' })]} />}
      <section className="panel" aria-label={t('registration')}>
        <p className="way-phone">
          {t('wayNow', { n: at(c.state) + 1, of: way.length })} <ContractStateTag state={c.state} />
        </p>
        <Steps className="way-steps" size="small" current={at(c.state)} status={bad ? 'error' : c.state === 'registered' ? 'finish' : 'process'} items={way.map((s) => ({ title: say(word(['contractStates', 'registrationStates'], s === way[at(c.state)] ? c.state : s)) }))} />
        {next && (
          <p className="muted gap-above">
            {next}
          </p>
        )}
      </section>
      <div className="with-side contract-grid">
        <div className="stack">
          <Panel title={t('about')}>
            <ContractFacts contract={c} />
          </Panel>
          <Panel title={t('amounts')}>
            <p className="muted gap-below">
              {t(decided ? 'recognised' : 'stated')}
            </p>
            {decided ? (
              <TwoAmounts totalFen={r.totalFen} techFen={r.techFen} open={r.open} />
            ) : (
              <TwoAmounts totalFen={c.totalFen || null} techFen={c.amounts.totalFen > 0 ? c.amounts.techFen : null} open={c.amounts.open} />
            )}
            <CostTable contract={c} />
          </Panel>
          <PerformancePanel contract={c} />
          <TextPanel contract={c} />
          {r && (
            <Panel title={t('registration')}>
              <RegistrationFacts contract={c} />
            </Panel>
          )}
          {r && <FindingsArchive findings={r.findings} />}
          <TermsPanel contract={c} />
        </div>
        <div className="stack">
          <CreditPanel contract={c.id} side={c.side} />
          {!['registered', 'withdrawn', 'cancelled'].includes(c.state) && <PrecheckPanel contract={c} />}
          <OriginPanel contract={c} />
          <FilesPanel contract={c} />
          <RecordFiles of={{ kind: 'contract', record: c.id }} />
          <Panel title={t('history')}>
            <History of="contracts" id={id} names={{ states: ['contractStates', 'registrationStates'], steps: ['contractSteps', 'registrationSteps'] }} />
          </Panel>
        </div>
      </div>
    </Page>
  )
}
