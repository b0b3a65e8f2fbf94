import { ClockCircleOutlined } from '@ant-design/icons'
import { useEffect, useState } from 'react'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'

const texts = messages({
  until: ['{day} 24:00 截止', 'until 24:00 of {day}'],
  left: ['还有 {d} 天 {h} 小时', '{d} days {h} hours left'],
  soon: ['还有 {h} 小时 {m} 分', '{h} hours {m} minutes left'],
  over: ['已截止', 'closed'],
  clock: ['服务器时间 {at}；是否按时以它为准', 'Server clock {at}; it decides what is in time'],
})

interface Timed {
  deadlineAt?: number
  serverTime: number
  takes: boolean
  terms?: { deadline?: string }
}

interface Props {
  challenge: Timed
  day?: string
  short?: boolean
}

/** Until when bids are taken, by the clock of the server: the shown deadline is the one that is applied. */
export function Deadline(props: Props) {
  return <Ticking key={props.challenge.serverTime} {...props} />
}

function Ticking({ challenge: c, day, short }: Props) {
  const t = useT(texts)
  const lang = useLanguage()
  // What the clock of this device has moved on since the answer came.
  const [read] = useState(() => performance.now())
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setPassed(performance.now() - read), 30_000)
    return () => clearInterval(timer)
  }, [read])
  const last = day ?? c.terms?.deadline
  if (!last || !c.deadlineAt) return null
  const now = c.serverTime + passed
  const left = c.deadlineAt - now
  const hours = Math.floor(left / 3600_000)
  const rest =
    !c.takes || left <= 0
      ? t('over')
      : hours >= 48
        ? t('left', { d: Math.floor(hours / 24), h: hours % 24 })
        : t('soon', { h: hours, m: Math.floor((left % 3600_000) / 60_000) })
  return (
    <span>
      <span className="nowrap">
        <ClockCircleOutlined aria-hidden /> {t('until', { day: last })}
      </span>{' '}
      <span className={`nowrap ${c.takes && left > 0 ? 'teal-text' : 'muted'}`}>{rest}</span>
      {!short && <span className="muted" style={{ display: 'block' }}>{t('clock', { at: timeOf(now, lang) })}</span>}
    </span>
  )
}
