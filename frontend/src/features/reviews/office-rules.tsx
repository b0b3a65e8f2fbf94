import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Facts } from '@/ui/facts'
import { Panel } from '@/ui/page'
import { ScrollTable } from '@/ui/scroll-table'
import { points, type Review } from './api'

const texts = messages({
  title: ['评审办法', 'Rules'],
  how: ['写在榜单条款里，张榜后不能改', 'They stand in the terms and are frozen with them'],
  form: ['评审方式', 'Form'],
  seats: ['专家人数', 'Experts'],
  ends: ['计分', 'Counting'],
  drop: ['去掉一个最高分和一个最低分后平均', 'Mean without one highest and one lowest total'],
  all: ['全部专家平均', 'Mean of all'],
  pass: ['最低分', 'Pass mark'],
  hash: ['条款校验值', 'Hash of the terms'],
  criterion: ['评审指标', 'Criterion'],
  weight: ['权重', 'Weight'],
  most: ['满分', 'Most'],
})

/** Criteria and arithmetic of a review, as the terms froze them. */
export function RulesPanel({ review: r }: { review: Review }) {
  const t = useT(texts)
  const say = useSay()
  return (
    <Panel title={t('title')}>
      <p className="muted">{t('how')}</p>
      <Facts
        rows={[
          [t('form'), say(word('reviewForms', r.rules.form))],
          [t('seats'), r.rules.seats],
          [t('ends'), t(r.rules.dropEnds ? 'drop' : 'all')],
          [t('pass'), points(r.rules.passMark ?? 0)],
          [t('hash'), <span key="h" style={{ overflowWrap: 'anywhere', fontFamily: 'monospace' }}>{r.termsHash}</span>],
        ]}
      />
      <div className="gap-above">
        <ScrollTable
          label={t('criterion')}
          stacked
          size="small"
          pagination={false}
          rowKey={(c) => c.name ?? ''}
          dataSource={r.rules.criteria ?? []}
          columns={[
            { title: t('criterion'), key: 'name', render: (_, c) => <><b>{c.name}</b> <span className="muted">{c.text}</span></> },
            { title: t('weight'), key: 'weight', render: (_, c) => `${c.weight ?? 0}%` },
            { title: t('most'), key: 'most', render: (_, c) => points(c.most ?? 0) },
          ]}
        />
      </div>
    </Panel>
  )
}
