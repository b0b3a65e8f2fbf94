import { Collapse } from 'antd'
import type { Finding } from '@/lib/api/contracts'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { EvidenceList } from './evidence'
import { ToneTag } from './state-tag'

const texts = messages({
  title: ['审查结论（{n} 条）', 'Conclusions ({n})'],
  sum: ['程序判定 {machine} 条，逐条判定 {hand} 条，一次确认 {rest} 条', '{machine} by the program, {hand} by hand, {rest} in one click'],
  not: ['不应属于：', 'Must not hold: '],
  absent: ['不存在', 'Absent'],
  present: ['存在', 'Present'],
})

/** What was concluded on every point, by whom and how: part of the file of the registration. */
export function FindingsArchive({ findings }: { findings?: Finding[] | null }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  if (!findings?.length) return null
  const n = (how: string) => findings.filter((f) => f.how === how).length
  const tone = { ok: 'good', bad: 'bad', unclear: 'wait' } as const
  return (
    <div className="panel" style={{ padding: 4 }} data-testid="findings-archive">
      <Collapse
        ghost
        items={[
          {
            key: 'findings',
            label: (
              <>
                <b>{t('title', { n: findings.length })}</b>
                <div className="muted">{t('sum', { machine: n('machine'), hand: n('hand'), rest: n('rest') })}</div>
              </>
            ),
            children: (
              <ul className="evidence">
                {findings.map((f) => (
                  <li className="gap-below" key={f.code}>
                    <ToneTag tone={tone[f.verdict as keyof typeof tone] ?? 'neutral'}>
                      {f.not && f.verdict !== 'unclear' ? t(f.verdict === 'ok' ? 'absent' : 'present') : say(word('findingVerdicts', f.verdict))}
                    </ToneTag>{' '}
                    {f.not && <b>{t('not')}</b>}
                    {f.text}
                    {f.note && <div>{f.note}</div>}
                    <div className="muted">{[say(word('findingWays', f.how)), f.by.name, timeOf(f.at, lang)].filter(Boolean).join(' · ')}</div>
                    <EvidenceList items={f.evidence} />
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </div>
  )
}
