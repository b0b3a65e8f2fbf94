import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Collapse, Popconfirm } from 'antd'
import { useState } from 'react'
import { money } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { ExportButton } from '@/ui/export-button'
import { History } from '@/ui/history'
import { Page } from '@/ui/page'
import { Empty, Loaded } from '@/ui/state-view'
import { ToneTag } from '@/ui/state-tag'
import { dropTarget, targetSheet, targetsQuery, type Target } from './api'
import { ReadingTable, ReadingView } from './reading-view'
import { yearGone } from './pace'
import { TargetDialog } from './target-dialog'
import './targets.css'

const texts = messages({
  title: ['目标', 'Targets'],
  sub: ['考核目标与完成情况；文件没有写明口径的，成交额和技术交易额都列出，各自是否达到分别说明', 'Goals and how they stand; where a policy leaves the measure open both amounts are shown, each with its own verdict'],
  new: ['新建目标', 'New target'],
  edit: ['修改', 'Edit'],
  drop: ['删除', 'Delete'],
  sure: ['确定删除这个目标吗？', 'Delete this target?'],
  dropped: ['目标已删除', 'Target deleted'],
  cancel: ['取消', 'Cancel'],
  goal: ['目标 {op} {v}', 'Goal {op} {v}'],
  noGoal: ['没有量化的目标值', 'No quantified value'],
  gone: ['全年已过 {p}%', '{p}% of the year gone'],
  noYear: ['年份未写明', 'Year not stated'],
  province: ['全省平均指标，不能用一个县的数据衡量。', 'An average over the province cannot be measured in one county.'],
  unfilled: ['尚未填报或不能用一县数据衡量的指标（{n}）', 'Not filled in, or not to be measured in one county ({n})'],
  history: ['历史', 'History'],
  emptyTitle: ['还没有目标', 'No targets yet'],
  emptyText: ['把县里文件中的技术合同交易额目标录进来，完成情况会自动从登记合同统计。', 'Enter the goals of your county’s policy; how they stand is counted from registered contracts.'],
  emptyRead: ['科技主管部门录入目标后会显示在这里。', 'Goals appear here once the bureau has entered them.'],
})

function TargetCard({ target: g, onEdit }: { target: Target; onEdit?: () => void }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const { message } = App.useApp()
  const drop = useMutation({ ...dropTarget(g.id, g.rev), onSuccess: () => message.success(t('dropped')), onError: (e) => message.error(e.message, 6) })
  const goal = g.measure === 'number' ? g.value && [g.value, g.unit].filter(Boolean).join(' ') : g.valueFen && money(g.valueFen, lang)
  const gone = g.year ? yearGone(g.year, new Date()) : 1
  const readings = g.readings ?? []
  const many = new Set(readings.map((r) => `${r.scope}/${r.period}`)).size > 1
  return (
    <article className="panel target">
      <div className="row between" style={{ alignItems: 'flex-start', flexWrap: 'nowrap' }}>
        <h2>{g.indicator}</h2>
        {onEdit && (
          <span className="row" style={{ flexWrap: 'nowrap', gap: 2 }}>
            <Button type="text" icon={<EditOutlined />} aria-label={`${t('edit')} ${g.indicator}`} onClick={onEdit} />
            <Popconfirm title={t('sure')} okText={t('drop')} cancelText={t('cancel')} onConfirm={() => drop.mutateAsync().catch(() => undefined)}>
              <Button type="text" danger icon={<DeleteOutlined />} aria-label={`${t('drop')} ${g.indicator}`} />
            </Popconfirm>
          </span>
        )}
      </div>
      <p style={{ margin: '4px 0 8px' }}>
        <b className="num">{goal ? t('goal', { op: g.op, v: goal }) : t('noGoal')}</b>
      </p>
      <div className="row" style={{ gap: 6, marginBottom: 10 }}>
        <ToneTag tone={g.status === 'official' ? 'good' : 'wait'}>{say(word('targetStatuses', g.status))}</ToneTag>
        <ToneTag tone="neutral">{g.year ? [`${g.year} ${say(word('targetPeriods', g.period))}`, gone > 0 && gone < 1 && t('gone', { p: Math.floor(gone * 100) })].filter(Boolean).join(' · ') : t('noYear')}</ToneTag>
        {g.measure !== 'number' && <ToneTag tone="neutral">{say(word('targetMeasures', g.measure))}</ToneTag>}
        {g.scope && <ToneTag tone="teal">{say(word('statScopes', g.scope))}</ToneTag>}
        {g.level !== 'local' && <ToneTag tone="neutral">{say(word('targetLevels', g.level))}</ToneTag>}
      </div>
      {g.level === 'province' && readings.length === 0 && <p className="muted">{t('province')}</p>}
      {many ? <ReadingTable target={g} /> : readings.map((r) => <ReadingView key={`${r.measure}-${r.scope}-${r.period}`} target={g} reading={r} />)}
      {(g.quote || g.source) && (
        <blockquote className="quote">
          {g.quote}
          {g.source && <footer className="muted">{g.source}</footer>}
        </blockquote>
      )}
      <Collapse ghost destroyOnHidden items={[{ key: 'h', label: t('history'), children: <History of="targets" id={g.id} names={{ steps: 'targetSteps' }} /> }]} />
    </article>
  )
}

/** A count or rate that nobody has filled in: it stands below what can be read. */
const unfilled = (g: Target) => (g.readings ?? []).every((r) => r.measure === 'number' && r.permille === null && !g.actual)

export default function TargetListPage() {
  const t = useT(texts)
  const may = useIs('officer', 'admin')
  const [open, setOpen] = useState(0)
  const [target, setTarget] = useState<Target | undefined>(undefined)
  const [shown, setShown] = useState(false)
  const query = useQuery(targetsQuery)
  const edit = (g?: Target) => {
    setTarget(g)
    setOpen((n) => n + 1)
    setShown(true)
  }
  const card = (g: Target) => <TargetCard key={g.id} target={g} onEdit={may ? () => edit(g) : undefined} />
  const add = may && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => edit()}>
      {t('new')}
    </Button>
  )
  return (
    <Page
      title={t('title')}
      sub={t('sub')}
      actions={
        <>
          <ExportButton file={targetSheet} />
          {add}
        </>
      }
    >
      <Loaded query={query} rows={6}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="panel">
              <Empty title={t('emptyTitle')} actions={add}>
                {t(may ? 'emptyText' : 'emptyRead')}
              </Empty>
            </div>
          ) : (
            <>
              <div className="target-grid">{items.filter((g) => !unfilled(g)).map(card)}</div>
              {items.some(unfilled) && (
                <Collapse
                  ghost
                  items={[{ key: 'open', label: t('unfilled', { n: items.filter(unfilled).length }), children: <div className="target-grid">{items.filter(unfilled).map(card)}</div> }]}
                />
              )}
            </>
          )
        }
      </Loaded>
      <TargetDialog key={open} open={shown} target={target} onClose={() => setShown(false)} />
    </Page>
  )
}
