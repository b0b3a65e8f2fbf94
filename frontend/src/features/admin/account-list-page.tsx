import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Select, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { newKey } from '@/lib/api/client'
import { useSend } from '@/lib/form/use-send'
import { messages, useSay, useT } from '@/lib/i18n/language'
import type { Body } from '@/lib/api/client'
import { useListFilters } from '@/lib/url-filters'
import { useOptions, word } from '@/lib/vocabulary'
import { FilterBar } from '@/ui/filter-bar'
import { Notice } from '@/ui/notice'
import { OrgSelect } from '@/ui/org-select'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { ToneTag } from '@/ui/state-tag'
import { OneTimeDialog, type OneTimeSecret } from './one-time'
import { NameField, ReachFields } from './person-fields'
import { accountList, addAccount, needsOrg, type Account } from './api'
import './admin.css'

const texts = messages({
  title: ['账号', 'Accounts'],
  sub: ['谁能以什么角色登录本市场', 'Who signs in, and in which role'],
  new: ['新建账号', 'New account'],
  search: ['搜索姓名或登录名', 'Search name or account'],
  role: ['角色', 'Role'],
  allRoles: ['全部角色', 'All roles'],
  noRole: ['先不授予', 'None yet'],
  name: ['姓名', 'Name'],
  account: ['登录名', 'Account'],
  accountHelp: ['3 至 40 位小写字母、数字和 . _ - @', '3 to 40 lower-case letters, digits and . _ - @'],
  accountBad: ['登录名应为 3 至 40 位小写字母、数字和 . _ - @，以字母或数字开头。', 'Use 3 to 40 lower-case letters, digits and . _ - @.'],
  org: ['代表的机构', 'For the organisation'],
  orgNeeded: ['这个角色须选择所代表的机构。', 'This role needs an organisation.'],
  create: ['建立账号', 'Create'],
  cancel: ['取消', 'Cancel'],
  state: ['状态', 'State'],
  active: ['正常', 'Active'],
  locked: ['已停用', 'Disabled'],
  oneTime: ['一次性密码未修改', 'One-time password unchanged'],
  none: ['没有符合条件的账号', 'No account fits'],
})

type NewAccount = Body<'/accounts'>

export default function AccountListPage() {
  const t = useT(texts)
  const say = useSay()
  const options = useOptions()
  const filters = useListFilters('q', 'role')
  const [open, setOpen] = useState(false)
  const [secret, setSecret] = useState<OneTimeSecret | null>(null)
  const [key, setKey] = useState(newKey)
  const [form] = Form.useForm<NewAccount>()
  const role = Form.useWatch('role', form) ?? ''
  const add = useSend(form, addAccount(key), ({ account, password }) => {
    setOpen(false)
    setKey(newKey())
    setSecret({ account: account.account, name: account.name, password })
  })
  const held = (a: Account) => a.memberships.map((m) => [say(word('roles', m.role, m.roleName)), m.orgName].filter(Boolean).join(' · '))
  const state = (a: Account) => (a.locked ? <ToneTag tone="bad">{t('locked')}</ToneTag> : a.mustChange ? <ToneTag tone="wait">{t('oneTime')}</ToneTag> : <ToneTag tone="good">{t('active')}</ToneTag>)
  const columns: TableColumnsType<Account> = [
    { title: t('name'), key: 'name', render: (_, a) => <Link className="strong" to={`/admin/accounts/${a.id}`}>{a.name}</Link> },
    { title: t('account'), key: 'account', render: (_, a) => a.account },
    { title: t('role'), key: 'role', width: 380, render: (_, a) => held(a).map((h) => <div key={h}>{h}</div>) },
    { title: t('state'), key: 'state', render: (_, a) => state(a) },
  ]
  const openNew = () => {
    add.clear()
    setOpen(true)
  }
  return (
    <Page
      title={t('title')}
      sub={t('sub')}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={openNew}>
          {t('new')}
        </Button>
      }
    >
      <FilterBar
        filters={filters}
        fields={[
          { name: 'q', kind: 'search', label: t('search') },
          { name: 'role', label: t('role'), options: options('roles', t('allRoles')) },
        ]}
      />
      <ResourceList<Account>
        caption={t('title')}
        list={accountList(filters.values)}
        rowKey={(a) => a.id}
        columns={columns}
        to={(a) => `/admin/accounts/${a.id}`}
        card={(a) => <RowCard title={a.name} tag={state(a)} meta={[a.account, ...held(a)]} />}
        narrowed={{ filters: filters, none: t('none') }}
      />
      <Modal open={open} title={t('new')} okText={t('create')} cancelText={t('cancel')} confirmLoading={add.busy} onCancel={() => setOpen(false)} onOk={() => form.submit()} destroyOnHidden>
        <Notice lines={add.lines} />
        <Form form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={(v) => add.send(v)}>
          <NameField />
          <Form.Item name="account" label={t('account')} extra={t('accountHelp')} rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9._@-]{2,39}$/, message: t('accountBad') }]}>
            <Input maxLength={40} autoComplete="off" autoCapitalize="none" spellCheck={false} />
          </Form.Item>
          <Form.Item name="role" label={t('role')}>
            <Select allowClear placeholder={t('noRole')} options={options('roles')} />
          </Form.Item>
          {role && (
            <Form.Item name="org" label={t('org')} rules={[{ required: needsOrg.includes(role), message: t('orgNeeded') }]}>
              <OrgSelect />
            </Form.Item>
          )}
          <ReachFields optional />
        </Form>
      </Modal>
      <OneTimeDialog secret={secret} onClose={() => setSecret(null)} />
    </Page>
  )
}
