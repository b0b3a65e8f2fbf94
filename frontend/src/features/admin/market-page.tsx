import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, TreeSelect } from 'antd'
import { useState } from 'react'
import { get, put } from '@/lib/api/client'
import type { Market } from '@/lib/api/wire'
import { messages, useT } from '@/lib/i18n/language'
import { useIndustryName, useReference } from '@/lib/reference'
import { reloadMe } from '@/lib/session'
import { placeErrors } from '@/ui/form-errors'
import { History } from '@/ui/history'
import { Notice } from '@/ui/notice'
import { Page, Panel } from '@/ui/page'
import { RegionSelect } from '@/ui/region-select'
import { Loaded } from '@/ui/state-view'
import { CalendarPanel } from './calendar-panel'
import { marketStates, orgSteps } from './words'
import './admin.css'

const texts = messages({
  title: ['市场资料', 'Market profile'],
  sub: ['显示在每个页面上方，也决定统计的本地区范围', 'Shown on every page; the region decides what counts as local'],
  name: ['市场名称', 'Name of the market'],
  region: ['行政区划', 'Region'],
  bureau: ['科技主管部门全称', 'Bureau in charge'],
  registry: ['技术合同认定登记机构全称', 'Contract registry'],
  registryHelp: ['登记合同时默认写入“登记机构”', 'Written as the registry of contracts registered here'],
  industries: ['主导产业（最多 12 个）', 'Main industries (at most 12)'],
  needed: ['请填写。', 'Please fill in.'],
  save: ['保存', 'Save'],
  saved: ['市场资料已保存', 'Market profile saved'],
  history: ['历史', 'History'],
})

interface MarketProfile extends Market {
  rev: number
  registryName?: string
}

function MarketForm({ market: m }: { market: MarketProfile }) {
  const t = useT(texts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const named = useIndustryName()
  const { data } = useReference()
  const [form] = Form.useForm<MarketProfile>()
  const [lines, setLines] = useState<string[]>([])
  const save = useMutation({
    mutationFn: (v: MarketProfile) =>
      put('/market', { name: v.name, regionCode: v.regionCode, bureauName: v.bureauName, registryName: v.registryName ?? '', mainIndustries: v.mainIndustries ?? [] }, { ifMatch: m.rev }),
    onSuccess: () => {
      message.success(t('saved'))
      setLines([])
      void reloadMe()
      void client.invalidateQueries()
    },
    onError: (e) => setLines(placeErrors(form, e)),
  })
  const needed = [{ required: true, message: t('needed') }]
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={m} onFinish={(v) => save.mutate(v)} style={{ maxWidth: 820 }}>
      <Notice lines={lines} />
      <div className="admin-form">
        <Form.Item name="name" label={t('name')} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="regionCode" label={t('region')} rules={needed}>
          <RegionSelect />
        </Form.Item>
        <Form.Item name="bureauName" label={t('bureau')} className="full" rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="registryName" label={t('registry')} extra={t('registryHelp')} className="full">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="mainIndustries" label={t('industries')} className="full">
          <TreeSelect
            multiple
            maxCount={12}
            showSearch={{ treeNodeFilterProp: 'title' }}
            treeData={(data?.industries ?? []).map((i) => ({ value: i.code, title: named(i.code), children: i.children?.map((c) => ({ value: c.code, title: named(c.code, true) })) }))}
          />
        </Form.Item>
      </div>
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('save')}
      </Button>
    </Form>
  )
}

export default function MarketPage() {
  const t = useT(texts)
  const query = useQuery({ queryKey: ['market'], queryFn: ({ signal }) => get<MarketProfile>('/market', undefined, signal) })
  return (
    <Page title={t('title')} sub={t('sub')}>
      <Panel>
        <Loaded query={query} rows={5}>
          {(m) => <MarketForm key={m.rev} market={m} />}
        </Loaded>
      </Panel>
      <CalendarPanel />
      <Panel title={t('history')}>
        <History path="/market" names={{ steps: orgSteps, states: marketStates }} />
      </Panel>
    </Page>
  )
}
