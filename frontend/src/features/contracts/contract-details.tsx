import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Contract } from '@/lib/api/contracts'
import { storedFile } from '@/lib/api/files'
import { useDownload } from '@/lib/download'
import { money, timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Facts } from '@/ui/facts'
import { Panel } from '@/ui/page'

const texts = messages({
  costs: ['非技术性费用', 'Non-technical costs'],
  noCosts: ['没有扣除项，技术交易额等于成交额。', 'Nothing is deducted.'],
  kind: ['种类', 'Kind'],
  cost: ['费用', 'Cost'],
  allowed: ['其中合理标的物', 'Reasonable carriers'],
  note: ['说明', 'Note'],
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
      <h3 className="sub-title gap-above">{t('costs')}</h3>
      {rows.length === 0 ? (
        <p className="muted">{t('noCosts')}</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="group" aria-label={t('costs')}>
          <table className="line-table">
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
                  <td>{say(word('deductionKinds', d.kind))}</td>
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

export function OriginPanel({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const d = c.deal
  const link = (to: string, label?: string): ReactNode => label && <Link to={to}>{label}</Link>
  return (
    <Panel title={t('origin')}>
      {!d.id ? (
        <p className="muted flat">{t('offline')}</p>
      ) : (
        <Facts
          rows={[
            [t('deal'), link(`/deals/${d.id}`, d.serial)],
            [t('demand'), link(`/demands/${d.demand}`, d.demandSerial)],
            [t('achievement'), link(`/achievements/${d.achievement}`, d.achievementSerial)],
            [t('broker'), [d.brokerName, d.brokerOrgName].filter(Boolean).join(' · ')],
            [t('introducer'), d.introducerName && `${[d.introducerName, say(word('roles', d.introducerRole)), d.introducerOrgName].filter(Boolean).join(' · ')} · ${timeOf(d.introducedAt, lang)}`],
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
        <p className="muted flat">{t('noFiles')}</p>
      ) : (
        <ul className="file-lines">
          {files.map((a) => (
            <li key={a.file}>
              <span className="muted">{say(word('attachmentKinds', a.kind))}</span>
              <Button type="link" style={{ padding: 0, height: 'auto', whiteSpace: 'normal' }} onClick={() => void download(storedFile(a.file ?? ''))}>
                {a.name}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
