import { DeleteOutlined, KeyOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useMe } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { History } from '@/ui/history'
import { Notice } from '@/ui/notice'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { ToneTag } from '@/ui/state-tag'
import { AccountForm } from './account-form'
import { AddRole } from './add-role'
import { OneTimeDialog, type OneTimeSecret } from './one-time'
import { accountQuery, dropRole, resetPassword, switchAccount } from './api'
import './admin.css'

const texts = messages({
  title: ['账号', 'Account'],
  reset: ['重置密码', 'Reset password'],
  resetAsk: ['生成新的一次性密码，并让此人的所有登录失效？', 'Make a new one-time password and end all sessions?'],
  disable: ['停用账号', 'Disable'],
  disableAsk: ['停用后此人立即不能登录。', 'The person can no longer sign in, at once.'],
  enable: ['启用账号', 'Enable'],
  cancel: ['取消', 'Cancel'],
  info: ['个人信息', 'Person'],
  notOwn: ['这个账号由另一个市场管理；本市场只能授予或移除本市场的角色。', 'Another market keeps this account; here only roles of this market can be given or taken.'],
  roles: ['角色', 'Roles'],
  noRoles: ['在本市场还没有角色，登录后什么也做不了。', 'No role in this market yet.'],
  remove: ['移除角色 {r}', 'Remove role {r}'],
  removeAsk: ['移除后立即生效。', 'Takes effect at once.'],
  removeShort: ['移除', 'Remove'],
  history: ['历史', 'History'],
  locked: ['已停用', 'Disabled'],
  oneTime: ['一次性密码未修改', 'One-time password unchanged'],
})

export default function AccountPage() {
  const t = useT(texts)
  const say = useSay()
  const { id = '' } = useParams()
  const me = useMe()
  const { message } = App.useApp()
  const [secret, setSecret] = useState<OneTimeSecret | null>(null)
  const query = useQuery(accountQuery(id))
  const onError = (e: Error) => message.error(e.message, 6)
  const act = useMutation({ ...switchAccount(id), onError })
  const drop = useMutation({ ...dropRole(id), onError })
  const reset = useMutation({
    ...resetPassword(id),
    onSuccess: ({ account, password }) => setSecret({ account: account.account, name: account.name, password }),
    onError,
  })
  const a = query.data
  if (!a) return <WaitingPage title={t('title')} query={query} rows={6} />
  return (
    <Page
      title={a.name}
      sub={
        <span className="row">
          <span>{a.account}</span>
          {a.locked && <ToneTag tone="bad">{t('locked')}</ToneTag>}
          {!a.locked && a.mustChange && <ToneTag tone="wait">{t('oneTime')}</ToneTag>}
        </span>
      }
      actions={
        a.own && (
          <>
            <Popconfirm title={t('resetAsk')} okText={t('reset')} cancelText={t('cancel')} onConfirm={() => reset.mutateAsync().catch(() => undefined)}>
              <Button icon={<KeyOutlined />}>{t('reset')}</Button>
            </Popconfirm>
            {a.locked ? (
              <Button loading={act.isPending} onClick={() => act.mutate('enable')}>
                {t('enable')}
              </Button>
            ) : (
              a.id !== me?.person.id && (
                <Popconfirm title={t('disableAsk')} okText={t('disable')} cancelText={t('cancel')} onConfirm={() => act.mutateAsync('disable').catch(() => undefined)}>
                  <Button danger>{t('disable')}</Button>
                </Popconfirm>
              )
            )}
          </>
        )
      }
    >
      {!a.own && <Notice type="info" lines={[t('notOwn')]} />}
      <Panel title={t('roles')}>
        {a.memberships.length === 0 ? (
          <p>{t('noRoles')}</p>
        ) : (
          <ul className="role-lines">
            {a.memberships.map((m) => {
              const name = say(word('roles', m.role, m.roleName))
              return (
                <li key={m.id}>
                  <span>
                    <b>{name}</b> {m.orgName && <span className="muted">{m.orgName}</span>}
                  </span>
                  <Popconfirm title={t('removeAsk')} okText={t('removeShort')} cancelText={t('cancel')} onConfirm={() => drop.mutateAsync(m.id).catch(() => undefined)}>
                    <Button type="text" danger icon={<DeleteOutlined />} aria-label={t('remove', { r: name })}>
                      {t('removeShort')}
                    </Button>
                  </Popconfirm>
                </li>
              )
            })}
          </ul>
        )}
        <AddRole account={a} />
      </Panel>
      {a.own && (
        <Panel title={t('info')}>
          <AccountForm account={a} />
        </Panel>
      )}
      <Panel title={t('history')}>
        <History of="accounts" id={id} names={{ steps: 'accountSteps', states: 'accountStates', plain: ['create', 'add-role', 'remove-role'] }} />
      </Panel>
      <OneTimeDialog secret={secret} onClose={() => setSecret(null)} />
    </Page>
  )
}
