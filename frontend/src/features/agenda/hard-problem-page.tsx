import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { base, newKey } from '@/lib/api/client'
import { useSend } from '@/lib/form/use-send'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useMarket } from '@/lib/market'
import { useIndustryName } from '@/lib/reference'
import { useIs } from '@/lib/session'
import { useListFilters } from '@/lib/url-filters'
import { useOptions, word } from '@/lib/vocabulary'
import { FilterBar } from '@/ui/filter-bar'
import { IndustrySelect } from '@/ui/industry-select'
import { Notice } from '@/ui/notice'
import { Page, Panel } from '@/ui/page'
import { ResourceList, type Column } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { ToneTag } from '@/ui/state-tag'
import { Empty, Loaded } from '@/ui/state-view'
import { StepButtons } from '@/ui/step-buttons'
import '@/ui/form.css'
import { problemList, problemVersions, propose, publishList, type HardProblem } from './api'

const texts = messages({
  title: ['攻关清单', 'Hard problems'],
  sub: ['本市场公布的产业难题；列入和移出都写明理由，每一版都保留', 'Problems of the local industry. Every entry and removal has its reason, and every version is kept'],
  propose: ['提出难题', 'Propose a problem'],
  publish: ['发布新版', 'Publish a version'],
  note: ['说明（可不填）', 'Note (may be left empty)'],
  scope: ['范围', 'Scope'],
  public: ['现行清单', 'The list in force'],
  mine: ['本单位提出的', 'Proposed by my unit'],
  market: ['全部条目', 'All lines'],
  state: ['状态', 'State'],
  all: ['全部状态', 'All states'],
  problem: ['难题', 'Problem'],
  goal: ['目标', 'Goal'],
  by: ['提出单位', 'Proposed by'],
  why: ['理由：{reason}', 'Reason: {reason}'],
  take: ['据此张榜', 'Put it out'],
  steps: ['操作', 'Steps'],
  empty: ['还没有发布清单', 'No list yet'],
  emptyText: ['企业和责任单位可以提出难题，主管部门列入后发布。', 'Firms and departments propose; the office takes problems in and publishes.'],
  none: ['没有符合条件的条目', 'No line fits'],
  versions: ['各版清单', 'Versions'],
  version: ['第 {n} 版 · {day} · {count} 条', 'Version {n} · {day} · {count} lines'],
  in: ['列入：{what}', 'In: {what}'],
  out: ['移出：{what}', 'Out: {what}'],
  word: ['下载 Word', 'Download Word'],
  name: ['名称', 'Title'],
  text: ['要解决什么', 'What to solve'],
  goalField: ['目标指标', 'Goal'],
  industry: ['所属产业', 'Industry'],
  needed: ['请填写。', 'Please fill this in.'],
  save: ['提交', 'Send'],
  cancel: ['取消', 'Cancel'],
})

const tone = { proposed: 'wait', listed: 'good', removed: 'neutral', declined: 'neutral' } as const

export default function HardProblemPage() {
  const t = useT(texts)
  const say = useSay()
  const options = useOptions()
  const industry = useIndustryName()
  const market = useMarket()
  const asker = useIs('enterprise', 'department')
  const officer = useIs('officer')
  const filters = useListFilters('scope', 'state')
  const [open, setOpen] = useState<'propose' | 'publish' | null>(null)
  const tag = (p: HardProblem) => <ToneTag tone={tone[p.state]}>{say(word('hardProblemStates', p.state, p.stateName))}</ToneTag>
  const buttons = (p: HardProblem) => (
    <span className="row">
      {p.state === 'listed' && (asker || officer) && (
        <Link to={`/challenges/new?problem=${p.id}`}>
          <Button size="small">{t('take')}</Button>
        </Link>
      )}
      <StepButtons of="hard-problems" id={p.id} rev={p.rev} steps={p.steps} />
    </span>
  )
  const columns: Column<HardProblem>[] = [
    {
      title: t('problem'),
      key: 'problem',
      render: (_, p) => (
        <>
          <b>{p.title}</b>
          <div className="prewrap">{p.text}</div>
          <div className="muted">{[p.serial, industry(p.industry ?? '', true)].filter(Boolean).join(' · ')}</div>
          {p.reason && filters.values.scope !== '' && <div className="muted">{t('why', { reason: p.reason })}</div>}
        </>
      ),
    },
    { title: t('goal'), key: 'goal', render: (_, p) => p.goal, has: (p) => Boolean(p.goal) },
    { title: t('by'), key: 'by', render: (_, p) => p.orgName, has: (p) => Boolean(p.orgName) },
    { title: t('state'), key: 'state', render: (_, p) => tag(p) },
    { title: t('steps'), key: 'steps', render: (_, p) => buttons(p), has: (p) => p.steps.length > 0 || asker || officer },
  ]
  return (
    <Page
      title={t('title')}
      sub={t('sub')}
      actions={
        <>
          {(asker || officer) && (
            <Button icon={<PlusOutlined />} onClick={() => setOpen('propose')}>
              {t('propose')}
            </Button>
          )}
          {officer && (
            <Button type="primary" onClick={() => setOpen('publish')}>
              {t('publish')}
            </Button>
          )}
        </>
      }
    >
      {(asker || officer) && (
        <FilterBar
          filters={filters}
          fields={[
            {
              name: 'scope',
              label: t('scope'),
              options: [{ value: '', label: t('public') }, officer ? { value: 'market', label: t('market') } : { value: 'mine', label: t('mine') }],
            },
            filters.values.scope !== '' && { name: 'state', label: t('state'), options: [{ value: '', label: t('all') }, ...options('hardProblemStates')] },
          ]}
        />
      )}
      <ResourceList<HardProblem>
        caption={t('title')}
        list={problemList({ ...filters.values, market: market?.id })}
        enabled={market !== undefined}
        rowKey={(p) => p.id}
        columns={columns}
        card={(p) => (
          <RowCard title={p.title} tag={tag(p)} meta={[p.orgName, industry(p.industry ?? '', true), p.goal]}>
            <p className="prewrap">{p.text}</p>
            {buttons(p)}
          </RowCard>
        )}
        narrowed={{ filters, none: t('none') }}
        empty={<Empty title={t('empty')}>{t('emptyText')}</Empty>}
      />
      {market && <Versions market={market.id} />}
      {open === 'propose' && <Propose close={() => setOpen(null)} />}
      {open === 'publish' && <Publish close={() => setOpen(null)} />}
    </Page>
  )
}

function Versions({ market }: { market: string }) {
  const t = useT(texts)
  const query = useQuery(problemVersions(market))
  if (query.data?.items.length === 0) return null
  return (
    <Panel title={t('versions')}>
      <Loaded query={query} rows={3}>
        {({ items }) => (
          <ul className="plain-list">
            {items.map((v) => (
              <li key={v.id}>
                <div className="row">
                  <b>{t('version', { n: v.no, day: v.on, count: v.entries.length })}</b>
                  <a href={`${base}/hard-problem-lists/${v.id}/list.docx`}>{t('word')}</a>
                </div>
                {v.note && <div>{v.note}</div>}
                {v.in.map((e) => (
                  <div key={e.line}>{t('in', { what: `${e.title}（${e.reason}）` })}</div>
                ))}
                {v.out.map((e) => (
                  <div key={e.line}>{t('out', { what: `${e.title}（${e.reason}）` })}</div>
                ))}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  )
}

function Propose({ close }: { close: () => void }) {
  const t = useT(texts)
  const [form] = Form.useForm<{ title: string; text: string; goal?: string; industry: string }>()
  const [key] = useState(newKey)
  const { send, busy, lines } = useSend(form, propose(key), close)
  const rule = [{ required: true, message: t('needed') }]
  return (
    <Modal open width={680} title={t('propose')} okText={t('save')} cancelText={t('cancel')} confirmLoading={busy} onCancel={close} onOk={() => form.submit()}>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => send(v)}>
        <Form.Item name="title" label={t('name')} rules={rule}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="text" label={t('text')} rules={rule}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={5000} />
        </Form.Item>
        <Form.Item name="goal" label={t('goalField')}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={5000} />
        </Form.Item>
        <Form.Item name="industry" label={t('industry')} rules={rule}>
          <IndustrySelect style={{ width: '100%' }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function Publish({ close }: { close: () => void }) {
  const t = useT(texts)
  const [form] = Form.useForm<{ note?: string }>()
  const [key] = useState(newKey)
  const { send, busy, lines } = useSend(form, publishList(key), close)
  return (
    <Modal open title={t('publish')} okText={t('publish')} cancelText={t('cancel')} confirmLoading={busy} onCancel={close} onOk={() => form.submit()}>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => send(v)}>
        <Form.Item name="note" label={t('note')}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
