import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { Facts } from '@/ui/facts'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { openingQuery } from './api'

const texts = messages({
  title: ['申报材料开启记录', 'Record of the opening'],
  challenge: ['榜单', 'Challenge'],
  asker: ['发榜方', 'Asker'],
  deadline: ['揭榜截止', 'Bids until'],
  at: ['开启时间', 'Opened'],
  by: ['开启人', 'Opened by'],
  bids: ['开启的申报', 'Bids opened'],
  received: ['{at} 收到', 'Received {at}'],
  hash: ['密封材料的校验值（SHA-256）', 'Hash of the sealed material (SHA-256)'],
  how: ['校验值与团队提交时收到的回执相同，说明开启的就是当时提交的材料。已撤回的申报没有开启。', 'A hash that equals the receipt of the team shows that what was opened is what it handed in. Bids that were taken back were not opened.'],
})

/** The public record of an opening: when, who, and the hash of each bid. */
export default function OpeningPage() {
  const t = useT(texts)
  const lang = useLanguage()
  const { id = '' } = useParams()
  const query = useQuery(openingQuery(id))
  const o = query.data
  if (!o) return <WaitingPage title={t('title')} query={query} rows={6} />
  return (
    <Page title={t('title')} sub={<span className="num">{o.serial}</span>}>
      <section className="panel" aria-label={t('title')}>
        <Facts
          rows={[
            [t('challenge'), <Link key="c" to={`/challenges/${id}`}>{o.title}</Link>],
            [t('asker'), o.asker],
            [t('deadline'), timeOf(o.deadline, lang)],
            [t('at'), timeOf(o.at, lang)],
            [t('by'), o.by],
          ]}
        />
      </section>
      <Panel title={t('bids')}>
        <p className="muted">{t('how')}</p>
        <ul className="plain-list">
          {o.bids.map((b) => (
            <li key={b.serial}>
              <b>{b.team}</b> <span className="num">{b.serial}</span>
              <div>{t('received', { at: timeOf(b.at, lang) })}</div>
              <div className="muted">{t('hash')}</div>
              <div style={{ overflowWrap: 'anywhere', fontFamily: 'monospace' }}>{b.hash}</div>
            </li>
          ))}
        </ul>
      </Panel>
    </Page>
  )
}
