import { FileTextOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useParams, useSearchParams } from 'react-router'
import { can as canTake, contractQuery, targetOf } from '@/lib/api/contracts'
import { storedFile } from '@/lib/api/files'
import { useDownload } from '@/lib/download'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { ContractStateTag, TwoAmounts } from '@/ui/amounts'
import { RegistrationFacts } from '@/ui/contract-facts'
import { FindingsArchive } from '@/ui/findings-archive'
import { History } from '@/ui/history'
import { Notice } from '@/ui/notice'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { StepButtons } from '@/ui/step-buttons'
import { ContentPanel } from './content-panel'
import { AcceptForm, CounterForm, RefuseForm } from './desk-forms'
import { DueTag, useRules } from './due-tag'
import { CorrectForm } from './correct-form'
import { NumberForm } from './number-form'
import { RecogniseForm } from './recognise-form'
import { SecondForm } from './second-form'
import { useConclusions } from './use-conclusions'
import '@/ui/form.css'
import './registrations.css'

const texts = messages({
  title: ['办理登记', 'Registry desk'],
  contract: ['看合同全文', 'Whole contract'],
  text: ['打开合同文本', 'Open the text'],
  amounts: ['金额', 'Amounts'],
  stated: ['当事人申报', 'As the parties state'],
  recognised: ['登记员认定', 'As recognised'],
  file: ['登记档案', 'File'],
  clock: ['期限', 'Clock'],
  rules: ['适用规则', 'Rules'],
  history: ['历史', 'History'],
  registered: ['已登记：编号 {number}，{date}，{authority}。', 'Registered: {number}, {date}, {authority}.'],
  nothing: ['这份合同现在没有需要登记员办理的步骤。', 'Nothing at the desk now.'],
})

export default function DeskPage() {
  const say = useSay()
  const lang = useLanguage()
  const t = useT(texts)
  const { id = '' } = useParams()
  const [params] = useSearchParams()
  const download = useDownload()
  const rules = useRules()
  const conclusions = useConclusions()
  const query = useQuery(contractQuery(id))
  const c = query.data
  if (!c) return <WaitingPage title={t('title')} query={query} rows={10} />
  const can = (s: string) => canTake(c, s)
  const r = c.registration
  const decided = r && (r.totalFen > 0 || r.techFen > 0)
  const scan = c.paper?.scan.file ?? c.text?.file
  const elsewhere = can('elsewhere') && (params.get('elsewhere') === '1' || !can('counter'))
  const any = ['counter', 'accept', 'recognise', 'refuse', 'second', 'alone', 'register', 'correct', 'return', 'review', 'withdraw'].some(can) || elsewhere
  const set = rules(r?.rules)
  const content = <ContentPanel contract={c} />
  return (
    <Page
      title={c.title}
      sub={
        <span className="row">
          <span>{t('title')}</span>
          <span className="num">{r?.acceptNo || c.serial}</span>
          <ContractStateTag state={c.state} />
        </span>
      }
      actions={
        <>
          {scan && (
            <Button icon={<FileTextOutlined />} onClick={() => void download(storedFile(scan))}>
              {t('text')}
            </Button>
          )}
          <Link to={`/contracts/${id}`}>
            <Button tabIndex={-1}>{t('contract')}</Button>
          </Link>
          <StepButtons {...targetOf(c, 'return')} steps={c.steps?.filter((s) => ['return', 'review', 'withdraw'].includes(s.step))} />
        </>
      }
    >
      {c.state === 'registered' && r && <Notice type="success" lines={[t('registered', { number: r.number ?? '', date: r.date ?? '', authority: r.authority ?? '' })]} />}
      {c.keptAway && <Notice type="warning" lines={[c.keptAway]} />}
      {!any && !c.keptAway && c.state !== 'registered' && <Notice type="info" lines={[t('nothing')]} />}
      <div className="with-side desk-grid">
        <div className="stack">
          {any && content}
          {can('counter') && <CounterForm contract={c} />}
          {can('accept') && <AcceptForm contract={c} />}
          {can('recognise') && <RecogniseForm contract={c} conclusions={conclusions} />}
          {can('refuse') && <RefuseForm contract={c} conclusions={conclusions} />}
          {(can('second') || can('alone')) && <SecondForm contract={c} />}
          {can('register') && <NumberForm contract={c} />}
          {elsewhere && <NumberForm contract={c} elsewhere />}
          {can('correct') && <CorrectForm contract={c} />}
          {!any && content}
          {r && <FindingsArchive findings={r.findings} />}
        </div>
        <div className="stack">
          <Panel title={t('amounts')}>
            <p className="muted gap-below">
              {t(decided ? 'recognised' : 'stated')}
            </p>
            <div className="narrow-amounts">
              {decided ? (
                <TwoAmounts totalFen={r.totalFen} techFen={r.techFen} open={r.open} />
              ) : (
                <TwoAmounts totalFen={c.totalFen || null} techFen={c.amounts.totalFen > 0 ? c.amounts.techFen : null} open={c.amounts.open} />
              )}
            </div>
          </Panel>
          {r && (
            <Panel title={t('file')}>
              <div className="row gap-below">
                <span className="muted">{t('clock')}</span>
                <DueTag contract={c} />
              </div>
              {set && (
                <p className="muted">
                  {[t('rules'), say([set.name, set.english])].join(lang === 'en' ? ': ' : '：')}
                  {set.note && <span className="block">{say([set.note, set.noteEnglish])}</span>}
                </p>
              )}
              <RegistrationFacts contract={c} />
            </Panel>
          )}
          <Panel title={t('history')}>
            <History of="contracts" id={id} names={{ states: ['contractStates', 'registrationStates'], steps: ['contractSteps', 'registrationSteps'] }} />
          </Panel>
        </div>
      </div>
    </Page>
  )
}
