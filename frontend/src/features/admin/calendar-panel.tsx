import { useQuery } from '@tanstack/react-query'
import { get } from '@/lib/api/client'
import type { Schemas } from '@/lib/api/wire'
import { messages, useT } from '@/lib/i18n/language'
import { useServerText } from '@/lib/i18n/server'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { Loaded } from '@/ui/state-view'
import { ToneTag } from '@/ui/state-tag'

const texts = messages({
  title: ['工作日历', 'Calendar of workdays'],
  sub: ['公示、受理、补正等按工作日算的期限用它计算；放假安排随程序提供，以国务院办公厅通知为准。', 'Deadlines in workdays are counted by it. Public holidays come with the program, from the notices of the State Council.'],
  year: ['{n} 年', '{n}'],
  unknown: ['没有放假安排', 'no public holidays known'],
})

/** Which years the calendar knows, and a warning when deadlines reach one that it does not. */
export function CalendarPanel() {
  const t = useT(texts)
  const server = useServerText()
  const query = useQuery({ queryKey: ['calendar'], queryFn: ({ signal }) => get<Schemas['CalendarView']>('/calendar', undefined, signal) })
  return (
    <div id="calendar">
      <Panel title={t('title')}>
        <p className="muted">{t('sub')}</p>
        <Loaded query={query} rows={2}>
          {(c) => (
            <>
              {c.warning && <Notice type="warning" lines={[server(c.warning)]} />}
              <ul className="plain-list">
                {c.years.map((y) => (
                  <li key={y.year}>
                    <b className="num">{t('year', { n: y.year })}</b> {y.known ? <span className="muted">{y.source}</span> : <ToneTag tone="wait">{t('unknown')}</ToneTag>}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Loaded>
      </Panel>
    </div>
  )
}
