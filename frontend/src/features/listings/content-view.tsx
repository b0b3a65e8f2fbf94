import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Panel } from '@/ui/page'
import { IndicatorTable, RequirementTable } from './measure-table'
import type { Content, Kind } from '@/lib/api/listings'

const texts = messages({
  problem: ['要解决的问题', 'The problem'],
  what: ['成果简介', 'What it is'],
  present: ['现状与已做的尝试', 'Present state, what was tried'],
  requirements: ['指标要求', 'Requirements'],
  indicators: ['技术指标', 'Indicators'],
  ip: ['知识产权', 'Intellectual property'],
  evidence: ['佐证', 'Evidence'],
  detail: ['详细资料', 'Details'],
  detailHint: ['仅对接双方、本单位和主管部门可见', 'Parties of a deal, owner and bureau only'],
  noRequirements: ['没有填写可比较的指标，匹配只能看文字和行业。', 'No comparable requirements: matching sees text and industry only.'],
  noIndicators: ['没有填写技术指标，无法与需求的指标逐条对照。', 'No indicators: they cannot be compared line by line.'],
})

function Block({ title, children }: { title: string; children: ReactNode }) {
  return <Panel title={title}>{children}</Panel>
}

/** The body of a listing as one reader may see it; fields cut by the server are simply absent. */
export function ContentView({ kind, content: c }: { kind: Kind; content: Content }) {
  const t = useT(texts)
  const say = useSay()
  const requirements = c.requirements ?? []
  const indicators = c.indicators ?? []
  return (
    <>
      <Block title={t(kind === 'demand' ? 'problem' : 'what')}>
        <div className="reading">{c.text}</div>
        {(c.keywords?.length ?? 0) > 0 && (
          <div className="row" style={{ marginTop: 12, gap: 6 }}>
            {c.keywords?.map((k) => <Tag key={k}>{k}</Tag>)}
          </div>
        )}
      </Block>
      {c.present && (
        <Block title={t('present')}>
          <div className="reading">{c.present}</div>
        </Block>
      )}
      {kind === 'demand' ? (
        <Block title={t('requirements')}>{requirements.length > 0 ? <RequirementTable rows={requirements} /> : <p className="muted">{t('noRequirements')}</p>}</Block>
      ) : (
        <Block title={t('indicators')}>{indicators.length > 0 ? <IndicatorTable rows={indicators} /> : <p className="muted">{t('noIndicators')}</p>}</Block>
      )}
      {(c.ip?.length ?? 0) > 0 && (
        <Block title={t('ip')}>
          <ul style={{ margin: 0, paddingLeft: '1.2em' }}>
            {c.ip?.map((p, i) => (
              <li key={i}>{[say(word('ipKinds', p.kind)), p.number, p.status && say(word('ipStatuses', p.status))].filter(Boolean).join(' · ')}</li>
            ))}
          </ul>
        </Block>
      )}
      {c.evidence && (
        <Block title={t('evidence')}>
          <div className="reading">{c.evidence}</div>
        </Block>
      )}
      {c.detail && (
        <Block title={t('detail')}>
          <p className="muted">{t('detailHint')}</p>
          <div className="reading">{c.detail}</div>
        </Block>
      )}
    </>
  )
}
