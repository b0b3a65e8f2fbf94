import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { Facts } from '@/ui/facts'
import { Notice } from '@/ui/notice'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { ToneTag } from '@/ui/state-tag'
import { drawQuery, reviewQuery } from './api'
import { MemberTable } from './draw-members'
import { DrawSteps } from './draw-steps'
import { drawTone } from './office-words'

const texts = messages({
  title: ['专家抽取', 'Draw of experts'],
  facts: ['抽取信息', 'The draw'],
  about: ['评审项目', 'For the review of'],
  no: ['第几次抽取', 'Draw number'],
  seats: ['抽取人数', 'Seats'],
  pool: ['参加抽取', 'In the pool'],
  people: ['{n} 人', '{n} experts'],
  witness: ['监督人', 'Witness'],
  byLink: ['凭一次性链接输入', 'typed by a one-time link'],
  officer: ['经办人', 'Officer'],
  noticed: ['公告时间', 'Announced'],
  drawn: ['抽取时间', 'Drawn'],
  void: ['这次抽取已作废：{reason}', 'This draw is void: {reason}'],
  check: ['校验', 'To check'],
  before: ['公告时已公开名单和随机数的校验值；监督人输入文字后公开随机数，任何人都可以重算。', 'The hashes of pool and nonce stand since the notice. After the words of the witness the nonce is shown, and everybody can compute the order.'],
  after: [
    '校验值均为 SHA-256（小写十六进制），各行以换行符连接：名单校验值 = 参加抽取的专家编号排序后每行一个；随机数校验值 = 随机数；种子 = 随机数、监督人文字；每人的签号 = 种子、专家编号。按签号从小到大排列，排在前面的抽中，其余依次候补。',
    'All are SHA-256 in lower-case hex over lines joined by a line feed: pool hash = the ids in the pool, sorted, one a line; nonce hash = nonce; seed = nonce, words; lot = seed, id. By rising lots the first have seats and the others follow as substitutes.',
  ],
  poolHash: ['名单校验值', 'Pool hash'],
  nonceHash: ['随机数校验值', 'Nonce hash'],
  nonce: ['随机数', 'Nonce'],
  words: ['监督人文字', 'Words of the witness'],
  seed: ['种子', 'Seed'],
  members: ['名单和结果', 'Pool and result'],
  hidden: ['评审完成前不公开专家姓名和单位，只列编号。', 'Until the review is complete only ids are shown.'],
  later: ['抽取后在这里公布名单和结果。', 'Pool and result are shown here after the draw.'],
})

/** The public page of a draw: what was announced, what the witness typed, and everything to compute the order again. */
export default function DrawPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const officer = useIs('officer')
  const { id = '' } = useParams()
  const query = useQuery(drawQuery(id))
  const d = query.data
  const review = useQuery({ ...reviewQuery(d?.about.record ?? ''), enabled: officer && d?.about.kind === 'review', retry: false })
  if (!d) return <WaitingPage title={t('title')} query={query} rows={8} />
  const title = d.about.title
  const mono = (s?: string) => s && <span style={{ overflowWrap: 'anywhere', fontFamily: 'monospace' }}>{s}</span>
  return (
    <Page
      title={t('title')}
      sub={
        <span className="row">
          <span>{title}</span>
          <ToneTag tone={drawTone[d.state] ?? 'neutral'}>{say(word('drawStates', d.state, d.stateName))}</ToneTag>
        </span>
      }
      actions={<DrawSteps draw={d} />}
    >
      {d.state === 'void' && <Notice type="warning" lines={[t('void', { reason: d.reason ?? '' })]} />}
      <Panel title={t('facts')}>
        <Facts
          rows={[
            [t('about'), review.data ? <Link to={`/challenges/${review.data.challenge}/review`}>{title}</Link> : title],
            [t('no'), d.no],
            [t('seats'), t('people', { n: d.seats })],
            [t('pool'), t('people', { n: d.pool })],
            [t('witness'), [d.witness.name, d.witness.unit, d.witness.link && t('byLink')].filter(Boolean).join(' · ')],
            [t('officer'), d.byName],
            [t('noticed'), timeOf(d.noticedAt, lang)],
            [t('drawn'), d.drawnAt && timeOf(d.drawnAt, lang)],
          ]}
        />
      </Panel>
      <Panel title={t('check')}>
        <p className="muted">{t(d.seed ? 'after' : 'before')}</p>
        <dl className="facts" style={{ gridTemplateColumns: 'minmax(0, 1fr)' }}>
          {(['poolHash', 'nonceHash', 'nonce', 'words', 'seed'] as const).map(
            (k) =>
              d[k] && (
                <div key={k}>
                  <dt>{t(k)}</dt>
                  <dd>{k === 'words' ? d.words : mono(d[k])}</dd>
                </div>
              ),
          )}
        </dl>
      </Panel>
      <Panel title={t('members')}>
        {d.members.length === 0 ? (
          <p className="muted">{t('later')}</p>
        ) : (
          <>
            {d.members.every((m) => !m.name) && <p className="muted">{t('hidden')}</p>}
            <MemberTable members={d.members} />
          </>
        )}
      </Panel>
    </Page>
  )
}
