import { Button } from 'antd'
import { messages, useT } from '@/lib/i18n/language'
import { lookAt } from '@/lib/market'
import { Notice } from '@/ui/notice'

const texts = messages({
  abroad: ['这里是{name}的公开信息，只能查看。发布、匹配和对接请回到自己的市场。', 'This is what {name} publishes, to read only. Posting, matches and deals are in your own market.'],
  back: ['回本县', 'Back to mine'],
})

/** Says that the reader looks at another market than his own, where he cannot act. */
export function AbroadNotice({ name }: { name: string }) {
  const t = useT(texts)
  return (
    <Notice
      type="info"
      lines={[t('abroad', { name })]}
      action={
        <Button size="small" onClick={() => lookAt('')}>
          {t('back')}
        </Button>
      }
    />
  )
}
