import { Button } from 'antd'
import { messages, useT } from '@/lib/i18n/language'
import { lookAt, useMarket } from '@/lib/market'
import { Notice } from '@/ui/notice'

const texts = messages({
  abroad: ['这里是{name}的公开信息。发布、对接和匹配只能在自己的市场（{own}）办理。', 'This is what {name} publishes. Posting, deals and matches are possible in your own market ({own}) only.'],
  back: ['回到{own}', 'Back to {own}'],
})

/** Says that the reader looks at another market than his own, where he cannot act. */
export function AbroadNotice({ name }: { name: string }) {
  const t = useT(texts)
  const own = useMarket()?.name ?? ''
  return (
    <Notice
      type="info"
      lines={[t('abroad', { name, own })]}
      action={
        <Button size="small" onClick={() => lookAt('')}>
          {t('back', { own })}
        </Button>
      }
    />
  )
}
