import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useDownload } from '@/lib/download'
import type { Contract } from '@/lib/contract'
import { money, timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { roles, word } from '@/lib/vocabulary'
import { Facts } from '@/ui/contract-facts'
import { Panel } from '@/ui/page'
import { attachmentKinds, contractIp, deductionKinds, goals, planSources, techAreas } from './options'

const texts = messages({
  costs: ['非技术性费用', 'Non-technical costs'],
  noCosts: ['没有扣除项，技术交易额等于成交额。', 'Nothing is deducted.'],
  kind: ['种类', 'Kind'],
  cost: ['费用', 'Cost'],
  allowed: ['其中合理标的物', 'Reasonable carriers'],
  note: ['说明', 'Note'],
  terms: ['条款', 'Terms'],
  subject: ['标的的内容、范围和要求', 'Subject'],
  targets: ['技术指标和参数', 'Technical targets'],
  acceptance: ['验收标准和方法', 'Acceptance'],
  secrecy: ['保密', 'Secrecy'],
  other: ['其他约定', 'Other terms'],
  empty: ['还没有填写条款。', 'No terms filled in yet.'],
  tech: ['技术与知识产权', 'Technology and IP'],
  techArea: ['技术领域', 'Field'],
  goal: ['社会经济目标', 'Goal'],
  plan: ['计划来源', 'Plan source'],
  planName: ['计划项目', 'Plan project'],
  ip: ['知识产权', 'IP'],
  ipNumbers: ['专利号等', 'Numbers'],
  ipOwner: ['成果归属', 'Ownership'],
  invest: ['预计新增投入', 'New investment'],
  output: ['预计新增产值', 'New output'],
  files: ['附件', 'Attachments'],
  noFiles: ['没有附件。', 'No attachments.'],
  origin: ['来源', 'Origin'],
  offline: ['线下签订，没有对接记录', 'Signed offline, without a deal'],
  deal: ['对接', 'Deal'],
  demand: ['需求', 'Demand'],
  achievement: ['成果', 'Achievement'],
  broker: ['技术经理人', 'Broker'],
  introducer: ['引介人', 'Introduced by'],
})

export function CostTable({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const rows = c.deductions ?? []
  return (
    <>
      <h3 style={{ fontSize: '1rem', margin: '14px 0 6px' }}>{t('costs')}</h3>
      {rows.length === 0 ? (
        <p className="muted">{t('noCosts')}</p>
      ) : (
        <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={t('costs')}>
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">{t('kind')}</th>
                <th scope="col" className="right">{t('cost')}</th>
                <th scope="col" className="right">{t('allowed')}</th>
                <th scope="col">{t('note')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((d, i) => (
                <tr key={`${d.kind}-${i}`}>
                  <td>{say(word(deductionKinds, d.kind))}</td>
                  <td className="num right">{money(d.costFen, lang)}</td>
                  <td className="num right">{money(d.allowedFen, lang)}</td>
                  <td>{d.note}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

export function TermsPanel({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const parts = ([['subject', c.subject], ['targets', c.targets], ['acceptance', c.acceptance], ['secrecy', c.secrecy], ['other', c.terms]] as const).filter(([, v]) => v)
  return (
    <>
      <Panel title={t('terms')}>
        {parts.length === 0 && <p className="muted">{t('empty')}</p>}
        {parts.map(([k, v]) => (
          <section key={k}>
            <h3 style={{ fontSize: '1rem' }}>{t(k)}</h3>
            <p className="prewrap">{v}</p>
          </section>
        ))}
      </Panel>
      <Panel title={t('tech')}>
        <Facts
          rows={[
            [t('techArea'), c.techArea && say(word(techAreas, c.techArea))],
            [t('goal'), c.goal && say(word(goals, c.goal))],
            [t('plan'), c.planSource && say(word(planSources, c.planSource))],
            [t('planName'), c.planName],
            [t('ip'), (c.ip ?? []).map((k) => say(word(contractIp, k))).join('、')],
            [t('ipNumbers'), c.ipNumbers],
            [t('ipOwner'), c.ipOwner && <span className="prewrap">{c.ipOwner}</span>],
            [t('invest'), c.newInvestFen != null && money(c.newInvestFen, lang)],
            [t('output'), c.newOutputFen != null && money(c.newOutputFen, lang)],
          ]}
        />
      </Panel>
    </>
  )
}

export function OriginPanel({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const d = c.deal ?? {}
  const link = (to: string, label?: string): ReactNode => label && <Link to={to}>{label}</Link>
  return (
    <Panel title={t('origin')}>
      {!d.id ? (
        <p className="muted" style={{ margin: 0 }}>{t('offline')}</p>
      ) : (
        <Facts
          rows={[
            [t('deal'), link(`/deals/${d.id}`, d.serial)],
            [t('demand'), link(`/demands/${d.demand}`, d.demandSerial)],
            [t('achievement'), link(`/achievements/${d.achievement}`, d.achievementSerial)],
            [t('broker'), [d.brokerName, d.brokerOrgName].filter(Boolean).join(' · ')],
            [t('introducer'), d.introducerName && `${[d.introducerName, say(word(roles, d.introducerRole)), d.introducerOrgName].filter(Boolean).join(' · ')} · ${timeOf(d.introducedAt, lang)}`],
          ]}
        />
      )}
    </Panel>
  )
}

export function FilesPanel({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const say = useSay()
  const download = useDownload()
  const files = c.attachments ?? []
  return (
    <Panel title={t('files')}>
      {files.length === 0 ? (
        <p className="muted" style={{ margin: 0 }}>{t('noFiles')}</p>
      ) : (
        <ul className="file-lines">
          {files.map((a) => (
            <li key={a.file}>
              <span className="muted">{say(word(attachmentKinds, a.kind))}</span>
              <Button type="link" style={{ padding: 0, height: 'auto', whiteSpace: 'normal' }} onClick={() => void download(`/files/${a.file}`)}>
                {a.name}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
