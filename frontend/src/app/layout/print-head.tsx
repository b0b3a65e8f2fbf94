import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { dateOf } from '@/lib/format'
import { messages, useT } from '@/lib/i18n/language'
import { useMarket } from '@/lib/market'

const texts = messages({
  product: ['科榜 · 县域技术市场', 'Kebang · county technology market'],
  printed: ['打印日期 {date}', 'printed on {date}'],
  demo: ['演示数据', 'demonstration data'],
})

const today = () => dateOf(Date.now())

/** On paper only: whose market it is, and the day it was printed. The page's own head says the period. */
export function PrintHead() {
  const t = useT(texts)
  const market = useMarket()
  const [date, setDate] = useState(today)
  useEffect(() => {
    const now = () => flushSync(() => setDate(today())) // a page may have stood open for days
    window.addEventListener('beforeprint', now)
    return () => window.removeEventListener('beforeprint', now)
  }, [])
  return (
    <div className="print-head">
      <b>{market?.name ?? t('product')}</b>
      <span>{[market?.bureauName, t('printed', { date }), market?.demo ? t('demo') : ''].filter(Boolean).join(' · ')}</span>
    </div>
  )
}
