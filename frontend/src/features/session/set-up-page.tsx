import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Body } from '@/lib/api/client'
import { placeErrors } from '@/lib/form/errors'
import { messages, useT } from '@/lib/i18n/language'
import { useReference } from '@/lib/reference'
import { setUp } from '@/lib/session'
import { Notice } from '@/ui/notice'
import { RegionSelect } from '@/ui/region-select'
import { Loaded } from '@/ui/state-view'
import { setupQuery } from './api'
import { SessionCard } from './card'

const texts = messages({
  title: ['初次设置', 'First set-up'],
  sub: ['建立本县的技术市场和第一位管理员。这个链接只能用一次。', 'Create the market of your county and its first administrator. The link works once.'],
  subFor: ['为“{name}”建立第一位管理员。这个链接只能用一次。', 'Create the first administrator of {name}. The link works once.'],
  motto: ['一个县，一个市场。\n装好就能用，数据留在本地。', 'One county, one market.\nInstalled on site, data stays here.'],
  market: ['市场', 'Market'],
  name: ['市场名称', 'Name of the market'],
  nameHint: ['例如：镇康县技术市场', 'For example: Zhenkang Technology Market'],
  region: ['所在行政区划', 'Region'],
  bureau: ['科技主管部门全称', 'Bureau in charge'],
  registry: ['合同登记机构全称（没有可不填）', 'Contract registry, if there is one'],
  industries: ['主导产业', 'Main industries'],
  admin: ['第一位管理员', 'First administrator'],
  person: ['姓名', 'Name'],
  account: ['账号', 'Account'],
  accountHint: ['小写字母、数字和 . _ - @，3 至 40 位', 'Lower-case letters, digits, . _ - @; 3 to 40'],
  password: ['密码', 'Password'],
  passwordHint: ['至少 10 个字符', 'At least 10 characters'],
  needed: ['请填写。', 'Please fill in.'],
  short: ['请至少输入 10 个字符。', 'At least 10 characters, please.'],
  go: ['建立并登录', 'Create and sign in'],
})

type Values = Pick<Body<'/setup'>, 'market' | 'admin'>

export default function SetUpPage() {
  const t = useT(texts)
  const { token = '' } = useParams()
  const go = useNavigate()
  const { data: reference } = useReference()
  const [form] = Form.useForm<Values>()
  const [busy, setBusy] = useState(false)
  const [lines, setLines] = useState<string[]>([])
  useEffect(() => {
    document.title = `${t('title')} · 科榜`
  })
  const info = useQuery(setupQuery(token))
  const submit = async (v: Values) => {
    setBusy(true)
    setLines([])
    try {
      await setUp({ token, ...v, market: v.market ?? {} })
      void go('/todos', { replace: true })
    } catch (e) {
      setLines(placeErrors(form, e))
      setBusy(false)
    }
  }
  const must = [{ required: true, message: t('needed') }]
  return (
    <SessionCard heading={t('title')} motto={t('motto')} sub={info.data?.market ? t('subFor', { name: info.data.market.name }) : t('sub')}>
      <Loaded query={info}>
        {({ market }) => (
          <>
            <Notice lines={lines} />
            <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => void submit(v)} scrollToFirstError>
              {!market && (
                <>
                  <h2 className="section-title">{t('market')}</h2>
                  <Form.Item name={['market', 'name']} label={t('name')} extra={t('nameHint')} rules={must}>
                    <Input />
                  </Form.Item>
                  <Form.Item name={['market', 'regionCode']} label={t('region')} rules={must}>
                    <RegionSelect />
                  </Form.Item>
                  <Form.Item name={['market', 'bureauName']} label={t('bureau')} rules={must}>
                    <Input />
                  </Form.Item>
                  <Form.Item name={['market', 'registryName']} label={t('registry')}>
                    <Input />
                  </Form.Item>
                  <Form.Item name={['market', 'mainIndustries']} label={t('industries')}>
                    <Select mode="multiple" maxCount={12} showSearch={{ optionFilterProp: 'label' }} options={reference?.industries.map((i) => ({ value: i.code, label: i.name }))} />
                  </Form.Item>
                </>
              )}
              <h2 className="section-title">{t('admin')}</h2>
              <Form.Item name={['admin', 'name']} label={t('person')} rules={must}>
                <Input autoComplete="name" />
              </Form.Item>
              <Form.Item name={['admin', 'account']} label={t('account')} extra={t('accountHint')} rules={must}>
                <Input autoComplete="username" autoCapitalize="off" spellCheck={false} />
              </Form.Item>
              <Form.Item name={['admin', 'password']} label={t('password')} extra={t('passwordHint')} rules={[...must, { min: 10, message: t('short') }]}>
                <Input.Password autoComplete="new-password" />
              </Form.Item>
              <Button type="primary" htmlType="submit" loading={busy} size="large" block>
                {t('go')}
              </Button>
            </Form>
          </>
        )}
      </Loaded>
    </SessionCard>
  )
}
