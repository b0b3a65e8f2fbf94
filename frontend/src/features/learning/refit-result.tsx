import { messages, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import type { Guard, Refit } from './api'
import { Weights } from './weights'

const texts = messages({
  'too-few': [
    '反馈还不够，分量不变。现有 {right} 对合适、{wrong} 对不合适，至少要 {least} 对，而且新旧两部分都要两种都有。多记录对接的结果（签约，或谢绝的原因），够了再学。',
    'Too little feedback; nothing changes. There are {right} right and {wrong} wrong pairs; at least {least} are needed, both kinds among the older and the newest. Record how deals end, then learn again.',
  ],
  worse: ['新的分量在留出的最新反馈上变差了，没有上线，匹配照旧。', 'The new weights do worse on the newest feedback. They did not go live; matching stays as it was.'],
  same: ['现在的分量已经是最好的，没有可改进之处。', 'The present weights are the best already.'],
  better: ['检验通过：新的分量在留出的最新反馈上没有变差。这次只是试算，没有上线。', 'The proof holds: the new weights do not do worse on the newest feedback. This was a try; nothing went live.'],
  live: ['检验通过，新的分量已上线，正在给所有需求和成果重新打分。', 'The proof holds, the new weights are live, and everything is being scored anew.'],
  proof: ['在留出的最新 {n} 对上检验（共 {right} 对合适、{wrong} 对不合适）', 'Proved on the newest {n} pairs ({right} right and {wrong} wrong in all)'],
  figure: ['检验项', 'Figure'],
  before: ['现在', 'Now'],
  after: ['新的', 'New'],
  verdict: ['判断', 'Verdict'],
  order: ['合适的排在不合适的前面', 'Right pairs stand before wrong ones'],
  shown: ['显示出来的里有多少合适', 'Right ones among those shown'],
  loss: ['与实际结果的偏差（越小越好）', 'Distance from what happened (less is better)'],
  up: ['变好', 'better'],
  down: ['变差', 'worse'],
  even: ['不变', 'the same'],
})

const tones = { 'too-few': 'info', worse: 'warning', same: 'info', better: 'success', live: 'success' } as const

/** What learning found, in words, with the figures of the proof before and after. */
export function RefitResult({ found: r, least }: { found: Refit; least: number }) {
  const t = useT(texts)
  const percent = (v: number) => `${Math.round(v * 1000) / 10}%`
  const verdict = (gain: number) => t(gain > 0 ? 'up' : gain < 0 ? 'down' : 'even')
  const rows: { key: keyof Guard; write: (v: number) => string; sign: number }[] = [
    { key: 'order', write: percent, sign: 1 },
    { key: 'shown', write: percent, sign: 1 },
    { key: 'loss', write: (v) => v.toFixed(3), sign: -1 },
  ]
  return (
    <div data-testid="refit-result" data-outcome={r.outcome}>
      <Notice lines={[t(r.outcome, { right: r.right, wrong: r.wrong, least })]} type={tones[r.outcome]} />
      {r.held > 0 && (
        <>
          <h3 className="refit-head">{t('proof', { n: r.held, right: r.right, wrong: r.wrong })}</h3>
          <table className="line-table proof">
            <thead>
              <tr>
                {(['figure', 'before', 'after', 'verdict'] as const).map((h) => (
                  <th scope="col" key={h}>
                    {t(h)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, write, sign }) => (
                <tr key={key}>
                  <th scope="row">{t(key)}</th>
                  <td className="num">{write(r.before[key])}</td>
                  <td className="num">{write(r.after[key])}</td>
                  <td>{verdict(Math.sign(r.after[key] - r.before[key]) * sign)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {(r.outcome === 'better' || r.outcome === 'live') && <Weights now={r.from} next={r.weights} />}
    </div>
  )
}
