import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { messages, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { importQuery, mapHeadings, type Import, type Peek } from './api'

const texts = messages({
  title: ['指定表头所在的行', 'Point at the header row'],
  hint: ['点一下表头所在的行。系统找不到表头、或者找错了，都可以在这里改；只对这个文件有效。', 'Click the row of the header. Use this when the program found none, or a wrong one; it counts for this file only.'],
  sheet: ['工作表', 'Sheet'],
  use: ['第 {n} 行是表头', 'Row {n} is the header'],
  auto: ['让系统自己找', 'Let the program find it'],
  skip: ['不读这个工作表', 'Leave this sheet out'],
  open: ['表头不对？指定表头所在的行', 'Wrong header? Point at its row'],
  hidden: ['也读取隐藏的行、列和工作表', 'Also read hidden rows, columns and sheets'],
})

/** The top of each sheet, to say which row is the header. */
export function HeaderPanel({ data: i }: { data: Import }) {
  const t = useT(texts)
  const client = useQueryClient()
  const [open, setOpen] = useState(i.asks)
  const [name, setName] = useState(i.peeks[0]?.sheet ?? '')
  const save = useMutation({ ...mapHeadings(i.id), onSuccess: (next) => client.setQueryData(importQuery(i.id).queryKey, next) })
  const hidden = i.includeHidden || i.hiddenColumns > 0 || i.leftOut.some((l) => l.reason === 'hidden')
  const peek = i.peeks.find((p) => p.sheet === name)
  if (i.peeks.length === 0) return null
  const now = i.headers[name] ?? i.sheets.find((s) => s.name === name && !s.form)?.headerRow ?? 0
  return (
    <>
      {hidden && (
        <Checkbox checked={i.includeHidden} disabled={save.isPending} onChange={(e) => save.mutate({ includeHidden: e.target.checked })}>
          {t('hidden')}
        </Checkbox>
      )}
      {!open ? (
        <div>
          <Button type="link" style={{ padding: 0 }} onClick={() => setOpen(true)}>
            {t('open')}
          </Button>
        </div>
      ) : (
        <Panel title={t('title')}>
          <p>{t('hint')}</p>
          <Notice lines={save.error ? [save.error.message] : []} />
          <div className="row">
            {i.peeks.length > 1 && <Select aria-label={t('sheet')} value={name} onChange={setName} options={i.peeks.map((p) => ({ value: p.sheet, label: p.sheet }))} />}
            <Button disabled={i.headers[name] === undefined} loading={save.isPending} onClick={() => save.mutate({ headers: { [name]: 0 } })}>
              {t('auto')}
            </Button>
            {i.peeks.length > 1 && <Button onClick={() => save.mutate({ headers: { [name]: -1 } })}>{t('skip')}</Button>}
          </div>
          {peek && <Rows peek={peek} now={now} choose={(row) => save.mutate({ headers: { [name]: row } })} />}
        </Panel>
      )}
    </>
  )
}

function Rows({ peek, now, choose }: { peek: Peek; now: number; choose: (row: number) => void }) {
  const t = useT(texts)
  return (
    <div className="peek" tabIndex={0} role="region" aria-label={peek.sheet}>
      <table>
        <tbody>
          {peek.rows.map((r) => (
            <tr key={r.row} className={r.row === now ? 'head' : ''}>
              <td>
                <Button size="small" type={r.row === now ? 'primary' : 'default'} onClick={() => choose(r.row)}>
                  {t('use', { n: r.row })}
                </Button>
              </td>
              {r.cells.map((c, n) => (
                <td key={n}>{c}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
