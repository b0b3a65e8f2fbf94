import { messages, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'

const texts = messages({
  head: ['压缩包里有 {n} 个文件没有读取：', 'Files inside the archive that were not read: {n}'],
  line: ['{name}：{why}', '{name}: {why}'],
})

/** What stood in a .zip beside the tables that were read, each with the reason. */
export function UnreadFiles({ files }: { files: { name: string; msg: string }[] }) {
  const t = useT(texts)
  if (files.length === 0) return null
  return <Notice type="warning" lines={[t('head', { n: files.length }), ...files.map((f) => t('line', { name: f.name, why: f.msg }))]} />
}
