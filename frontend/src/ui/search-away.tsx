import { Alert } from 'antd'
import { messages, useT } from '@/lib/i18n/language'
import { useSearchAway } from '@/lib/search-away'

const texts = messages({
  title: ['匹配暂停更新', 'Matching has paused'],
  text: [
    '检索服务暂时连不上。已有的匹配结果和理由可以照常查看，对接、合同照常办理；恢复后自动补算，不用重新发布。',
    'The search engine cannot be reached. Matches and reasons found before can be read, deals and contracts go on; what is missing is matched by itself when it is back.',
  ],
})

/** Says above stored matches that no new ones come for the moment; nothing while all is well. */
export function MatchingPaused() {
  const t = useT(texts)
  return useSearchAway() && <Alert role="status" type="warning" showIcon title={t('title')} description={t('text')} style={{ marginBottom: 16 }} data-testid="matching-paused" />
}
