import { messages, useT } from '@/lib/i18n/language'
import { Panel } from '@/ui/page'
import { ScrollTable } from '@/ui/scroll-table'
import { ToneTag } from '@/ui/state-tag'
import { points, type Line, type Review } from './api'

const texts = messages({
  title: ['评审结果', 'Result'],
  how: ['按平均分排序；同分并列。', 'By the mean; equal means have equal ranks.'],
  hint: ['“换算均分”把各专家的宽严拉平，只作参考，不影响名次。', 'The scaled mean evens out strict and mild experts. It is a hint and never the rank.'],
  rank: ['名次', 'Rank'],
  team: ['揭榜方', 'Team'],
  mean: ['平均分', 'Mean'],
  votes: ['各专家评分', 'Scores of the experts'],
  scaled: ['换算均分（参考）', 'Scaled mean (hint)'],
  passes: ['达到最低分', 'passes'],
  fails: ['低于最低分', 'below the pass mark'],
  dropped: ['不计入', 'not counted'],
  outlier: ['偏离较大', 'far off'],
})

/** The ranked table of a finished review. */
export function ResultPanel({ review: r }: { review: Review }) {
  const t = useT(texts)
  return (
    <Panel title={t('title')}>
      <p className="muted">
        {t('how')} {t('hint')}
      </p>
      <ScrollTable<Line>
        label={t('title')}
        stacked
        pagination={false}
        rowKey={(l) => l.bid}
        dataSource={r.result}
        columns={[
          { title: t('rank'), key: 'rank', render: (_, l) => <b className="num">{l.rank}</b> },
          {
            title: t('team'),
            key: 'team',
            render: (_, l) => (
              <>
                <b>{l.team}</b>
                <div className="muted num">{l.serial}</div>
              </>
            ),
          },
          {
            title: t('mean'),
            key: 'mean',
            render: (_, l) => (
              <>
                <b className="num">{points(l.mean)}</b> <ToneTag tone={l.passes ? 'good' : 'bad'}>{t(l.passes ? 'passes' : 'fails')}</ToneTag>
              </>
            ),
          },
          {
            title: t('votes'),
            key: 'votes',
            render: (_, l) => (
              <ul className="plain-list" style={{ gap: 4, margin: 0, maxWidth: 520, whiteSpace: 'normal' }}>
                {l.votes.map((v) => (
                  <li key={v.seat}>
                    {v.name} <b className="num">{points(v.total)}</b> {v.dropped && <ToneTag tone="neutral">{t('dropped')}</ToneTag>} {v.outlier && <ToneTag tone="wait">{t('outlier')}</ToneTag>}
                    {v.comment && <div className="muted prewrap">{v.comment}</div>}
                  </li>
                ))}
              </ul>
            ),
          },
          { title: t('scaled'), key: 'scaled', render: (_, l) => <span className="muted num">{points(l.scaled)}</span> },
        ]}
      />
    </Panel>
  )
}
