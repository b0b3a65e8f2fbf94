import { PlusOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal, Select, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { call, newKey } from '@/lib/api/client'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useUrlFilters } from '@/lib/url-filters'
import { roles, word } from '@/lib/vocabulary'
import { placeErrors } from '@/ui/form-errors'
import { Notice } from '@/ui/notice'
import { OrgSelect } from '@/ui/org-select'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { Empty } from '@/ui/state-view'
import { ToneTag } from '@/ui/state-tag'
import { OneTimeDialog, type OneTimeSecret } from './one-time'
import { NameField, ReachFields } from './person-fields'
import type { Account } from './types'
import { needsOrg } from './words'
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
  clear: ['清除条件', 'Clear filters'],
})

interface NewAccount {
  account: string
  name: string
  phone?: string
  email?: string
  role?: string
  org?: string
}

export default function AccountListPage() {
  const t = useT(texts)
  const say = useSay()
  const client = useQueryClient()
  const [f, set] = useUrlFilters(['q', 'role'] as const)
  const [open, setOpen] = useState(false)
  const [secret, setSecret] = useState<OneTimeSecret | null>(null)
  const [lines, setLines] = useState<string[]>([])
  const [key, setKey] = useState(newKey)
  const [form] = Form.useForm<NewAccount>()
  const role = Form.useWatch('role', form) ?? ''
  const add = useMutation({
    mutationFn: (v: NewAccount) =>
      call<{ account: Account; password: string }>('POST', '/accounts', { body: Object.fromEntries(Object.entries(v).filter(([, x]) => x)), idempotencyKey: key }).then((r) => r.data),
    onSuccess: ({ account, password }) => {
      setOpen(false)
      setKey(newKey())
      setSecret({ account: account.account, name: account.name, password })
      void client.invalidateQueries()
    },
    onError: (e) => {
      setKey(newKey())
      setLines(placeErrors(form, e))
    },
  })
  const held = (a: Account) => a.memberships.map((m) => [say(word(roles, m.role, m.roleName)), m.orgName].filter(Boolean).join(' · '))
  const state = (a: Account) => (a.locked ? <ToneTag tone="bad">{t('locked')}</ToneTag> : a.mustChange ? <ToneTag tone="wait">{t('oneTime')}</ToneTag> : <ToneTag tone="good">{t('active')}</ToneTag>)
  const columns: TableColumnsType<Account> = [
    { title: t('name'), key: 'name', render: (_, a) => <Link to={`/admin/accounts/${a.id}`} style={{ fontWeight: 600 }}>{a.name}</Link> },
    { title: t('account'), key: 'account', render: (_, a) => a.account },
    { title: t('role'), key: 'role', width: 380, render: (_, a) => held(a).map((h) => <div key={h}>{h}</div>) },
    { title: t('state'), key: 'state', render: (_, a) => state(a) },
  ]
  const openNew = () => {
    setLines([])
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
      <div className="panel admin-filters" role="search">
        <Input.Search key={f.q} defaultValue={f.q} placeholder={t('search')} aria-label={t('search')} allowClear onSearch={(q) => set({ q: q.trim() })} />
        <Select aria-label={t('role')} value={f.role || 'all'} onChange={(v) => set({ role: v === 'all' ? '' : v })} options={[{ value: 'all', label: t('allRoles') }, ...Object.entries(roles).filter(([k]) => k !== 'system').map(([value, x]) => ({ value, label: say(x) }))]} />
      </div>
      <ResourceList<Account>
        caption={t('title')}
        path="/accounts"
        query={f}
        rowKey={(a) => a.id}
        columns={columns}
        to={(a) => `/admin/accounts/${a.id}`}
        card={(a) => (
          <>
            <div className="row between">
              <span className="title">{a.name}</span>
              {state(a)}
            </div>
            <div className="meta">
              <span>{a.account}</span>
              {held(a).map((h) => (
                <span key={h}>{h}</span>
              ))}
            </div>
          </>
        )}
        empty={<Empty title={t('none')} actions={<Button onClick={() => set({ q: '', role: '' })}>{t('clear')}</Button>} />}
      />
      <Modal open={open} title={t('new')} okText={t('create')} cancelText={t('cancel')} confirmLoading={add.isPending} onCancel={() => setOpen(false)} onOk={() => form.submit()} destroyOnHidden>
        <Notice lines={lines} />
        <Form form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={(v) => add.mutate(v)}>
          <NameField />
          <Form.Item name="account" label={t('account')} extra={t('accountHelp')} rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9._@-]{2,39}$/, message: t('accountBad') }]}>
            <Input maxLength={40} autoComplete="off" autoCapitalize="none" spellCheck={false} />
          </Form.Item>
          <Form.Item name="role" label={t('role')}>
            <Select allowClear placeholder={t('noRole')} options={Object.entries(roles).filter(([k]) => k !== 'system').map(([value, x]) => ({ value, label: say(x) }))} />
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
