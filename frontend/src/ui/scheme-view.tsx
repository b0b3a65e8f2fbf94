import { App, Button } from 'antd'
import type { Schemas } from '@/lib/api/wire'
import { money } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Facts } from './facts'

const texts = messages({
  scheme: ['揭榜方案', 'Scheme'],
  metric: ['考核指标', 'Indicator'],
  asked: ['要求', 'Asked'],
  promise: ['承诺', 'Promise'],
  evidence: ['依据', 'Evidence'],
  plan: ['实施方案', 'Plan'],
  own: ['发榜方出资', 'Money of the asker'],
  public: ['财政资金', 'Public money'],
  stages: ['里程碑', 'Milestones'],
  ip: ['知识产权归属', 'Ownership'],
  partners: ['参与单位', 'Partners'],
  waits: ['待确认', 'to confirm'],
  members: ['团队', 'Members'],
  files: ['附件', 'Files'],
})

interface Props {
  scheme: Schemas['BidScheme']
  indicators: Schemas['ChallengeIndicator'][]
  files: { id: string; name: string }[]
  /** Saves a file of the scheme. */
  open: (file: { id: string; name: string }) => Promise<void>
}

/** What a team promises, indicator by indicator, and how it wants to do it. */
export function SchemeView({ scheme: x, indicators, files, open }: Props) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const { message } = App.useApp()
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t('scheme')}>
        <table className="line-table">
          <thead>
            <tr>
              <th scope="col">{t('metric')}</th>
              <th scope="col">{t('asked')}</th>
              <th scope="col">{t('promise')}</th>
              <th scope="col">{t('evidence')}</th>
            </tr>
          </thead>
          <tbody>
            {indicators.map((i, n) => (
              <tr key={n}>
                <th scope="row">{i.metric}</th>
                <td>{[i.op && say(word('challengeOperators', i.op)), i.value, i.high && `– ${i.high}`, i.unit].filter(Boolean).join(' ')}</td>
                <td>{x.answers?.[n]?.promise}</td>
                <td>{x.answers?.[n]?.evidence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Facts
        rows={[
          [t('plan'), x.plan && <span className="prewrap">{x.plan}</span>],
          [t('stages'), x.stages?.length ? x.stages.map((s) => [s.due, s.title].filter(Boolean).join(' ')).join('；') : null],
          [t('own'), money(x.ownFen ?? 0, lang)],
          [t('public'), x.publicFen ? money(x.publicFen, lang) : null],
          [t('ip'), x.ip],
          [t('partners'), x.partners?.length ? x.partners.map((p) => `${p.name}${p.confirmed ? '' : `（${t('waits')}）`}`).join('、') : null],
          [t('members'), x.team?.length ? x.team.map((m) => [m.name, m.title, m.task].filter(Boolean).join(' ')).join('；') : null],
          [
            t('files'),
            files.length ? (
              <span className="row">
                {files.map((f) => (
                  <Button key={f.id} type="link" style={{ paddingInline: 0 }} onClick={() => void open(f).catch((e: Error) => message.error(e.message))}>
                    {f.name}
                  </Button>
                ))}
              </span>
            ) : null,
          ],
        ]}
      />
    </>
  )
}
