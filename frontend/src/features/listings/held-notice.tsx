import { messages, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import type { Listing } from '@/lib/api/listings'

const texts = messages({
  consent: ['导入的表中写明单位不同意公开，整批发布时跳过这一条。取得同意后可以单独发布，发布时写明何时、由谁同意。', 'The imported table says that the unit does not agree to publication; publishing the batch leaves this one out. Once the unit agrees, publish it here and write down who agreed and when.'],
  closed: ['导入的表中注明商业秘密、保密或不公开，整批发布时跳过这一条。单位同意公开后可以单独发布，发布时写明何时、由谁同意。', 'The imported table marks this as a trade secret or not public; publishing the batch leaves it out. Once the unit agrees, publish it here and write down who agreed and when.'],
})

/** Tells owner and officer why a batch does not publish this listing. */
export function HeldNotice({ listing: { source } }: { listing: Listing }) {
  const t = useT(texts)
  const lines = [source?.noConsent && t('consent'), source?.closed && t('closed')].filter((s) => typeof s === 'string')
  return lines.length > 0 ? <Notice type="warning" lines={lines} /> : null
}
