import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import type { RefusedWrite } from './api'
import './admin.css'

const texts = messages({
  title: ['最近一小时被检索库拒绝的写入', 'Writes that the search index refused in the last hour'],
  demand: ['需求', 'demands'],
  achievement: ['成果', 'achievements'],
  what: [
    '后台任务会自动重试，不用手工处理。重试多次仍不成功的，列在下面“失败、不再自动重试的任务”里：先让维护人员按下面的原因排除故障，再点“重试”。',
    'Background jobs try again by themselves. What still fails is listed below under “Failed, and no longer tried”: have the cause removed, then press Retry.',
  ],
  repair: ['如果搜索结果仍缺内容，请维护人员运行 {check} 核对并修复；修复不了的，用 {reindex} 重建检索库。', 'If search still lacks something, run {check}; if that does not mend it, build the index anew with {reindex}.'],
})

/** What the engine refused lately, why, and what to do about it. The reasons are the engine's own words. */
export function RefusedWrites({ writes }: { writes: RefusedWrite[] }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  return (
    <section className="refused-writes" aria-labelledby="refused-writes">
      <h3 id="refused-writes">{t('title')}</h3>
      <p>{t('what')}</p>
      <p>{t('repair', { check: 'kebang check --repair', reindex: 'kebang reindex' })}</p>
      <ul className="plain-list">
        {writes.map((w, i) => (
          <li key={i}>
            <b>{say(word('writeNames', w.type))}</b> <span>{t(w.kind)}</span> <time className="muted num">{timeOf(w.at, lang)}</time>
            <code lang="en">{w.text}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}
