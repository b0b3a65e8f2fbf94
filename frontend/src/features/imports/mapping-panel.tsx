import { ArrowRightOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { messages, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { importQuery, mapHeadings, type Import } from './api'

const texts = messages({
  title: ['对应表头', 'Map the headings'],
  hint: ['下面这些表头系统不认识。请说明各是什么，本市场以后自动记住；用不上的选“不读这一列”。', 'These headings are not known. Say once what they mean; the market remembers it. Choose “leave out” for what is not needed.'],
  skip: ['不读这一列', 'Leave this column out'],
  choose: ['请选择', 'Please choose'],
  as: ['“{h}”是', '“{h}” is'],
  save: ['保存对应并重新检查', 'Save and check again'],
  saved: ['已记住，并重新检查了所有行', 'Remembered; all rows were checked again'],
  known: ['已认识的表头', 'Headings already known'],
  change: ['修改对应', 'Change the mapping'],
  required: ['必填', 'required'],
  missing: ['请先说明哪一列是“{h}”，否则一行也读不出来。', 'First say which column is “{h}”: no row can be read without it.'],
  units: ['这些金额的单位', 'Units of these amounts'],
  unitOf: ['“{h}”的单位', 'Unit of “{h}”'],
  words: ['只保留文字', 'keep the words only'],
})

/** Says once what an unknown heading means. */
export function MappingPanel({ data: i, editable }: { data: Import; editable: boolean }) {
  const t = useT(texts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const heads = [...new Map(i.sheets.flatMap((s) => s.columns ?? []).map((c) => [c.heading, c])).values()].filter((c) => c.heading)
  const [all, setAll] = useState(false)
  const [map, setMap] = useState<Record<string, string>>({})
  const [units, setUnits] = useState<Record<string, string>>({})
  const asked = heads.filter((c) => c.ask)
  const save = useMutation({
    ...mapHeadings(i.id),
    onSuccess: (next) => {
      message.success(t('saved'))
      setMap({})
      setUnits({})
      setAll(false)
      client.setQueryData(importQuery(i.id).queryKey, next)
    },
  })
  const unknown = heads.filter((c) => i.unknown.includes(c.heading))
  const shown = all ? heads : unknown
  const title = i.columns.find((c) => c.key === (i.kind === 'organizations' ? 'name' : 'title'))
  if (!editable || (unknown.length === 0 && asked.length === 0 && !all))
    return editable && heads.length > 0 ? (
      <div>
        <Button type="link" style={{ padding: 0 }} onClick={() => setAll(true)}>
          {t('change')}
        </Button>
      </div>
    ) : null
  const value = (heading: string, key: string, guess: string, known: boolean) => map[heading] ?? (known ? key || '-' : guess || undefined)
  const options = [{ value: '-', label: t('skip') }, ...i.columns.map((c) => ({ value: c.key, label: c.required ? `${c.heading}（${t('required')}）` : c.heading }))]
  const send = () =>
    save.mutate({
      map: Object.fromEntries(
        shown.flatMap((c) => {
          const v = value(c.heading, c.key, c.guess, c.known)
          return v === undefined ? [] : [[c.heading, v === '-' ? '' : v]]
        }),
      ),
      ...(Object.keys(units).length > 0 && { units }),
    })
  return (
    <Panel title={all ? t('change') : t('title')}>
      {!all && unknown.length > 0 && <p>{t('hint')}</p>}
      {i.asks && title && <Notice type="info" lines={[t('missing', { h: title.heading })]} />}
      <Notice lines={save.error ? [save.error.message] : []} />
      <ul className="map-rows">
        {shown.map((c) => (
          <li key={c.heading}>
            <span>
              <b>{c.heading}</b> <span className="muted">{c.letter}</span>
            </span>
            <ArrowRightOutlined className="arrow" aria-hidden />
            <Select
              aria-label={t('as', { h: c.heading })}
              placeholder={t('choose')}
              showSearch={{ optionFilterProp: 'label' }}
              value={value(c.heading, c.key, c.guess, c.known)}
              onChange={(v: string) => setMap((m) => ({ ...m, [c.heading]: v }))}
              options={options}
            />
          </li>
        ))}
      </ul>
      {asked.length > 0 && <h3 className="section-title" style={{ margin: '14px 0 8px' }}>{t('units')}</h3>}
      <ul className="map-rows">
        {asked.map((c) => (
          <li key={c.heading}>
            <span>
              <b>{c.heading}</b> <span className="muted">{c.ask}</span>
            </span>
            <ArrowRightOutlined className="arrow" aria-hidden />
            <Select
              aria-label={t('unitOf', { h: c.heading })}
              placeholder={t('choose')}
              value={units[c.heading]}
              onChange={(v: string) => setUnits((u) => ({ ...u, [c.heading]: v }))}
              options={[...['元', '千元', '万元', '百万元', '亿元'].map((u) => ({ value: u, label: u })), { value: 'words', label: t('words') }]}
            />
          </li>
        ))}
      </ul>
      <Button className="gap-above" type="primary" loading={save.isPending} onClick={send}>
        {t('save')}
      </Button>
    </Panel>
  )
}
