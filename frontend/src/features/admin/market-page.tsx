import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Select, TreeSelect } from 'antd'
import type { Market } from '@/lib/api/wire'
import { useRecordForm } from '@/lib/form/use-record-form'
import { messages, useSay, useT, type Text } from '@/lib/i18n/language'
import { useIndustryName, useReference } from '@/lib/reference'
import { reloadMe } from '@/lib/session'
import { useOptions } from '@/lib/vocabulary'
import { History } from '@/ui/history'
import { MoneyInput, moneyRule } from '@/ui/money-input'
import { Notice } from '@/ui/notice'
import { Page, Panel } from '@/ui/page'
import { RegionSelect } from '@/ui/region-select'
import { Stale } from '@/ui/stale'
import { Loaded } from '@/ui/state-view'
import { marketQuery, putMarket, type MarketForm } from './api'
import { CalendarPanel } from './calendar-panel'
import '@/ui/form.css'
import './admin.css'

const texts = messages({
  title: ['市场资料', 'Market profile'],
  sub: ['显示在每个页面上方，也决定统计的本地区范围', 'Shown on every page; the region decides what counts as local'],
  name: ['市场名称', 'Name of the market'],
  region: ['行政区划', 'Region'],
  bureau: ['科技主管部门全称', 'Bureau in charge'],
  registry: ['技术合同认定登记机构全称', 'Contract registry'],
  registryHelp: ['登记合同时默认写入“登记机构”', 'Written as the registry of contracts registered here'],
  second: ['认定登记的复核', 'Second registrar'],
  secondHelp: ['须复核的，认定后由另一名登记员复核才能录入登记编号；B角不在岗的填写理由一人办理。', 'Another registrar countersigns before the number is entered, or the file says why one went on alone.'],
  secondFrom: ['从多少技术交易额起', 'From a technology value of'],
  badMoney: ['请填写金额，最多六位小数。', 'Please give an amount with at most six decimals.'],
  introductions: ['每名技术经理人等待回应的引荐上限', 'Unanswered introductions a broker may have'],
  introductionsHelp: ['留空为 20；一条引荐 20 个工作日无人回应即失效。', '20 when left empty; an introduction lapses after 20 workdays without an answer.'],
  industries: ['主导产业（最多 12 个）', 'Main industries (at most 12)'],
  needed: ['请填写。', 'Please fill in.'],
  save: ['保存', 'Save'],
  saved: ['市场资料已保存', 'Market profile saved'],
  history: ['历史', 'History'],
})

const fields = ['name', 'regionCode', 'bureauName', 'registryName', 'mainIndustries', 'introductions', 'secondRegistrar', 'secondRegistrarFen'] as const

/** Only what the form edits; the lists are always sent. */
const edited = (m: MarketForm): MarketForm => ({
  ...Object.fromEntries(fields.map((k) => [k, m[k]]).filter(([, x]) => x !== undefined && x !== null && x !== '')),
  registryName: m.registryName ?? '',
  mainIndustries: m.mainIndustries ?? [],
})

const versionOf = (m: Market) => ({ value: edited(m), rev: m.rev })

const secondRules: Readonly<Record<string, Text>> = {
  none: ['不须复核', 'None'],
  all: ['全部须复核', 'Every registration'],
  amount: ['技术交易额达到一定数额的须复核', 'From an amount of technology value'],
}

function ProfileForm({ market: m }: { market: Market }) {
  const t = useT(texts)
  const { message } = App.useApp()
  const named = useIndustryName()
  const { data } = useReference()
  const [form] = Form.useForm<MarketForm>()
  const say = useSay()
  const options = useOptions()
  const client = useQueryClient()
  const record = useRecordForm({
    form,
    start: versionOf(m),
    load: () => client.fetchQuery({ ...marketQuery, staleTime: 0 }).then(versionOf),
    save: (v, rev) => putMarket(rev, v),
    changes: ['market'],
    saved: versionOf,
    done: () => {
      message.success(t('saved'))
      void reloadMe()
    },
  })
  const word = (path: string, v: unknown) => (path === 'mainIndustries' ? named(String(v)) : path === 'secondRegistrar' ? say(secondRules[String(v)] ?? ['', '']) : undefined)
  const second = Form.useWatch('secondRegistrar', form) ?? m.secondRegistrar
  const save = (v: MarketForm) => record.save(edited({ ...m, ...v, secondRegistrarFen: v.secondRegistrar === 'amount' ? v.secondRegistrarFen : undefined }))
  const needed = [{ required: true, message: t('needed') }]
  return (
    <Form className="narrow" form={form} layout="vertical" requiredMark={false} initialValues={{ ...m, secondRegistrar: m.secondRegistrar || 'none' }} onFinish={save}>
      <Stale record={record} word={word} />
      <Notice lines={record.lines} />
      <div className="form-grid">
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
        <Form.Item name="secondRegistrar" label={t('second')} extra={t('secondHelp')}>
          <Select options={options(secondRules)} />
        </Form.Item>
        {second === 'amount' && (
          <Form.Item name="secondRegistrarFen" label={t('secondFrom')} rules={[{ required: true, message: t('needed') }, moneyRule(t('badMoney'))]}>
            <MoneyInput />
          </Form.Item>
        )}
        <Form.Item name="introductions" label={t('introductions')} extra={t('introductionsHelp')}>
          <InputNumber min={1} max={200} placeholder="20" />
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
      <Button type="primary" htmlType="submit" loading={record.busy}>
        {t('save')}
      </Button>
    </Form>
  )
}

export default function MarketPage() {
  const t = useT(texts)
  const query = useQuery(marketQuery)
  return (
    <Page title={t('title')} sub={t('sub')}>
      <Panel>
        <Loaded query={query} rows={5}>
          {(m) => <ProfileForm market={m} />}
        </Loaded>
      </Panel>
      <CalendarPanel />
      <Panel title={t('history')}>
        <History of="market" names={{ steps: 'marketSteps', states: 'marketStates', plain: ['calendar'] }} />
      </Panel>
    </Page>
  )
}
