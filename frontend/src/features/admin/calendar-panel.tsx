import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { Loaded } from '@/ui/state-view'
import { ToneTag } from '@/ui/state-tag'
import { calendarQuery } from './api'
import { NoticeForm } from './notice-form'

const texts = messages({
  title: ['工作日历', 'Calendar of workdays'],
  sub: ['按工作日算的期限用它计算。已公布年份随程序提供；新一年的放假通知公布后，管理员在这里录入，正在办理的期限随即重算。', 'Deadlines in workdays are counted by it. Published years come with the program; once the State Council has published the next, the administrator enters it here, and running deadlines are counted anew.'],
  year: ['{n} 年', '{n}'],
  enter: ['录入 {n} 年放假安排', 'Enter the holidays of {n}'],
  correct: ['更正', 'Correct'],
  by: ['{name} 录入，{time}', 'entered by {name}, {time}'],
  unknown: ['没有放假安排', 'no public holidays known'],
})

/** Which years the calendar knows, a warning when deadlines reach one that it does not, and the form to enter it. */
export function CalendarPanel() {
  const t = useT(texts)
  const lang = useLanguage()
  const [open, setOpen] = useState(0)
  const query = useQuery(calendarQuery)
  return (
    <div id="calendar">
      <Panel title={t('title')}>
        <p className="muted">{t('sub')}</p>
        <Loaded query={query} rows={2}>
          {(c) => (
            <>
              {c.warning && <Notice type="warning" lines={[c.warning]} />}
              <ul className="plain-list">
                {c.years.map((y) => (
                  <li key={y.year}>
                    <b className="num">{t('year', { n: y.year })}</b> {y.known ? <span className="muted">{y.source}</span> : <ToneTag tone="wait">{t('unknown')}</ToneTag>}
                    {y.notice && <span className="muted">{` · ${t('by', { name: y.notice.byName, time: timeOf(y.notice.updatedAt, lang) })}`}</span>}{' '}
                    {y.notice && c.may && open !== y.year && (
                      <Button size="small" onClick={() => setOpen(y.year)}>
                        {t('correct')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
              {c.may && open === 0 && (
                <div className="row gap-above">
                  {[c.next - 1, c.next]
                    .filter((n) => !c.years.some((y) => y.year === n && y.known))
                    .map((n) => (
                      <Button key={n} onClick={() => setOpen(n)} data-testid={`enter-${n}`}>
                        {t('enter', { n })}
                      </Button>
                    ))}
                </div>
              )}
              {c.may && open !== 0 && <NoticeForm key={open} year={open} notice={c.years.find((y) => y.year === open)?.notice} onDone={() => setOpen(0)} />}
            </>
          )}
        </Loaded>
      </Panel>
    </div>
  )
}
