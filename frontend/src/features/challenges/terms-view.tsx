import { money } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { useIndustryName } from '@/lib/reference'
import { Facts } from '@/ui/facts'
import { Panel } from '@/ui/page'
import { points } from '@/ui/points-input'
import type { ChallengeTerms } from './api'
import type { ReviewTerms } from './review-terms'
import { useTerms } from './words'

const texts = messages({
  what: ['要解决什么', 'The problem'],
  difficulties: ['主要难点', 'Difficulties'],
  indicators: ['考核指标', 'Must-haves'],
  metric: ['指标', 'Metric'],
  target: ['目标值', 'Target'],
  method: ['怎么测', 'How it is tested'],
  money: ['经费和时间', 'Money and time'],
  own: ['发榜方自筹', 'Own money of the asker'],
  public: ['财政资金', 'Public money'],
  ratio: ['自筹不足 1:1 的理由', 'Why own money is less'],
  budget: ['经费管理', 'Budget'],
  excluded: ['负面清单', 'Not to be paid'],
  finish: ['完成时限', 'To be done by'],
  stages: ['里程碑', 'Milestones'],
  payments: ['付款节点', 'Payments'],
  publicPart: ['财政', 'public'],
  who: ['谁可以揭榜', 'Who may bid'],
  anybody: ['不设门槛：不限地区、所有制、规模、学历和职称', 'No threshold: any place, ownership, size or degree'],
  named: ['定向邀请的单位', 'Named teams only'],
  conditions: ['揭榜条件', 'Conditions'],
  ip: ['知识产权归属', 'Ownership of results'],
  use: ['应用承诺', 'Use'],
  choosing: ['怎么选', 'How a team is chosen'],
  least: ['最少揭榜数', 'Least number of bids'],
  contact: ['联系人', 'Contact'],
  secrecy: ['保密要求', 'Secrecy'],
  signIn: ['登录后可见', 'Shown after sign-in'],
  review: ['评审办法', 'Review by experts'],
  criterion: ['评分指标', 'Criterion'],
  look: ['看什么', 'What is looked at'],
  weight: ['权重', 'Weight'],
  most: ['满分', 'At most'],
  form: ['评审方式', 'Form'],
  seats: ['评审专家', 'Experts'],
  drawn: ['{n} 人，从专家库随机抽取', '{n}, drawn at random from the pool'],
  pass: ['最低分', 'Pass mark'],
  passMark: ['平均分达到 {n} 分才能选定', 'A mean of {n} points is needed to be chosen'],
  ends: ['计分', 'Arithmetic'],
  dropEnds: ['去掉一个最高分和一个最低分后取平均', 'Mean without the highest and the lowest total'],
  mean: ['全部专家总分的平均', 'Mean of the totals of all experts'],
})

/** What a busy engineer reads first: the problem, why it matters, the must-haves, money and dates, who may bid. */
export function TermsView({ terms: x }: { terms: ChallengeTerms }) {
  const t = useT(texts)
  const lang = useLanguage()
  const terms = useTerms()
  const industry = useIndustryName()
  const payments = x.payments ?? []
  return (
    <>
      <Panel title={t('what')}>
        <p className="muted">{[industry(x.industry), terms.name('challengeKinds', x.kind), terms.name('challengeProblems', x.problem)].filter(Boolean).join(' · ')}</p>
        <p className="prewrap">{x.text}</p>
        <Facts rows={[[t('difficulties'), x.difficulties && <span className="prewrap">{x.difficulties}</span>]]} />
      </Panel>
      <Panel title={t('indicators')}>
        <div className="scroll-x" tabIndex={0} role="group" aria-label={t('indicators')}>
          <table className="line-table">
            <thead>
              <tr>
                <th scope="col">{t('metric')}</th>
                <th scope="col">{t('target')}</th>
                <th scope="col">{t('method')}</th>
              </tr>
            </thead>
            <tbody>
              {(x.indicators ?? []).map((i, n) => (
                <tr key={n}>
                  <th scope="row">{i.metric}</th>
                  <td>{[terms.name('challengeOperators', i.op), i.value, i.high && `– ${i.high}`, i.unit].filter(Boolean).join(' ')}</td>
                  <td>{i.method}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Panel title={t('money')}>
        <Facts
          rows={[
            [t('own'), money(x.ownFen ?? 0, lang)],
            [t('public'), x.publicFen ? money(x.publicFen, lang) : null],
            [t('ratio'), x.ratioNote],
            [t('budget'), terms.name('challengeBudgets', x.budget)],
            [t('excluded'), x.excluded?.length ? x.excluded.join('；') : null],
            [t('finish'), x.finish],
            [t('stages'), x.stages?.length ? x.stages.map((s) => `${s.due} ${s.title}`).join('；') : null],
            [
              t('payments'),
              payments.length
                ? payments.map((p) => `${p.when === 'date' ? p.on : terms.name('payConditions', p.when)} ${money(p.fen ?? 0, lang)}${p.public ? `（${t('publicPart')}）` : ''}`).join('；')
                : null,
            ],
          ]}
        />
      </Panel>
      <Panel title={t('who')}>
        <Facts
          rows={[
            [terms.name('challengeModes', x.mode), x.noThreshold ? t('anybody') : x.mode === 'directed' ? t('named') : null],
            [t('conditions'), x.conditions?.length ? x.conditions.join('；') : null],
            [t('choosing'), terms.name('challengeChoosings', x.choosing)],
            [t('least'), x.least && x.least > 1 ? String(x.least) : null],
            [t('ip'), x.ip],
            [t('use'), x.use],
            [t('secrecy'), x.secrecy],
            [t('contact'), x.contact?.name ? `${x.contact.name} ${x.contact.phone ?? ''}` : t('signIn')],
          ]}
        />
      </Panel>
      {x.review && <ReviewTermsView review={x.review} />}
    </>
  )
}

/** How experts will review the bids, as everybody may know before the deadline. */
function ReviewTermsView({ review: r }: { review: ReviewTerms }) {
  const t = useT(texts)
  const terms = useTerms()
  return (
    <Panel title={t('review')}>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t('review')}>
        <table className="line-table">
          <thead>
            <tr>
              <th scope="col">{t('criterion')}</th>
              <th scope="col">{t('look')}</th>
              <th scope="col" className="right">
                {t('weight')}
              </th>
              <th scope="col" className="right">
                {t('most')}
              </th>
            </tr>
          </thead>
          <tbody>
            {(r.criteria ?? []).map((c, n) => (
              <tr key={n}>
                <th scope="row">{c.name}</th>
                <td>{c.text}</td>
                <td className="right num">{`${c.weight ?? 0}%`}</td>
                <td className="right num">{points(c.most ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Facts
        rows={[
          [t('form'), terms.name('reviewForms', r.form)],
          [t('seats'), t('drawn', { n: r.seats ?? 0 })],
          [t('ends'), t(r.dropEnds ? 'dropEnds' : 'mean')],
          [t('pass'), t('passMark', { n: points(r.passMark ?? 0) })],
        ]}
      />
    </Panel>
  )
}
