import { messages, useSay, useT, type Text } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import type { Listing } from '@/lib/api/listings'

const texts = messages({
  head: ['公开的文字里有个人号码，发布后所有人都能看到。发布前请删去，或写到联系方式里。', 'A public text holds numbers of people; everybody could read them. Remove them before publishing, or put them into the contact.'],
  one: ['{field}：{kind} {text}', '{field}: {kind} {text}'],
})

const fields: Record<string, Text> = {
  title: ['名称', 'Title'],
  text: ['内容', 'Text'],
  keywords: ['关键词', 'Keywords'],
  tags: ['标签', 'Tags'],
  orgWords: ['单位', 'Unit'],
  requirements: ['指标', 'Requirements'],
  indicators: ['技术指标', 'Indicators'],
  holder: ['权利人', 'Holder'],
  inventors: ['完成人', 'Inventors'],
}

const kinds: Record<string, Text> = {
  手机号: ['手机号', 'mobile number'],
  座机号: ['座机号', 'landline number'],
  身份证号: ['身份证号', 'ID number'],
  银行卡号: ['银行卡号', 'bank card number'],
}

/** Tells owner and officer, before publishing, which numbers of people stand in public fields. */
export function PersonalNotice({ listing: { personal } }: { listing: Listing }) {
  const t = useT(texts)
  const say = useSay()
  if (!personal?.length) return null
  return <Notice type="warning" lines={[t('head'), ...personal.map((n) => t('one', { field: say(fields[n.field] ?? ['其他公开内容', 'Other public text']), kind: say(kinds[n.kind] ?? ['号码', 'number']), text: n.text }))]} />
}
