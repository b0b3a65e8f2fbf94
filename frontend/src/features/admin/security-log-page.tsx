import { Button, Checkbox, Input, Select, type TableColumnsType } from 'antd'
import type { Schemas } from '@/lib/api/wire'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useServerText } from '@/lib/i18n/server'
import { useUrlFilters } from '@/lib/url-filters'
import { roles, word } from '@/lib/vocabulary'
import { DateField } from '@/ui/date-field'
import { ExportButton } from '@/ui/export-button'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { ToneTag } from '@/ui/state-tag'
import { Empty } from '@/ui/state-view'
import { accessKinds, refusals } from './words'
import './admin.css'

const texts = messages({
  title: ['安全日志', 'Security log'],
  sub: ['谁在何时、从哪里登录，导出、下载或查看了受保护的信息', 'Who signed in, exported, downloaded or read protected fields, when and from where'],
  kind: ['事项', 'Kind'],
  allKinds: ['全部事项', 'All kinds'],
  account: ['登录名', 'Account'],
  address: ['网络地址', 'Address'],
  from: ['起始日期', 'From'],
  to: ['截止日期', 'To'],
  unknown: ['登录名不存在的尝试', 'Tries with unknown accounts'],
  time: ['时间', 'Time'],
  who: ['人员', 'Person'],
  what: ['内容', 'What'],
  nobody: ['未登录访客', 'Visitor'],
  none: ['没有符合条件的记录', 'Nothing fits'],
  clear: ['清除条件', 'Clear filters'],
})

type Access = Schemas['AccessView']

const none = { kind: '', account: '', address: '', from: '', to: '', unknown: '' }

export default function SecurityLogPage() {
  const t = useT(texts)
  const say = useSay()
  const server = useServerText()
  const lang = useLanguage()
  const [f, set] = useUrlFilters(['kind', 'account', 'address', 'from', 'to', 'unknown'] as const)
  const kind = (a: Access) => <ToneTag tone={a.kind === 'sign-in-failed' || a.kind === 'lost' ? 'bad' : 'neutral'}>{say(word(accessKinds, a.kind, a.kindName))}</ToneTag>
  const who = (a: Access) => [a.personName, a.account].filter(Boolean).join(' · ') || t('nobody')
  const role = (a: Access) => [a.roleName && say(word(roles, Object.keys(roles).find((k) => roles[k]?.[0] === a.roleName) ?? '', a.roleName)), a.orgName].filter(Boolean).join(' · ')
  const what = (a: Access) => [a.what && (a.kind === 'download' ? a.what : server(a.what)), a.why && say(word(refusals, a.why, a.why))].filter(Boolean).join(' · ')
  const columns: TableColumnsType<Access> = [
    { title: t('time'), key: 'time', render: (_, a) => <span className="num">{timeOf(a.at, lang)}</span> },
    { title: t('kind'), key: 'kind', render: (_, a) => kind(a) },
    {
      title: t('who'),
      key: 'who',
      render: (_, a) => (
        <>
          {who(a)}
          <div className="muted">{role(a)}</div>
        </>
      ),
    },
    { title: t('what'), key: 'what', width: 320, render: (_, a) => <span style={{ overflowWrap: 'anywhere' }}>{what(a)}</span> },
    { title: t('address'), key: 'address', render: (_, a) => <span title={a.agent}>{a.address}</span> },
  ]
  return (
    <Page title={t('title')} sub={t('sub')}>
      <div className="panel admin-filters log-filters" role="search">
        <Select
          aria-label={t('kind')}
          value={f.kind || 'all'}
          onChange={(v) => set({ kind: v === 'all' ? '' : v })}
          options={[{ value: 'all', label: t('allKinds') }, ...Object.entries(accessKinds).map(([value, x]) => ({ value, label: say(x) }))]}
        />
        <Input.Search key={`a${f.account}`} defaultValue={f.account} placeholder={t('account')} aria-label={t('account')} allowClear maxLength={40} onSearch={(v) => set({ account: v.trim() })} />
        <Input.Search key={`n${f.address}`} defaultValue={f.address} placeholder={t('address')} aria-label={t('address')} allowClear maxLength={45} onSearch={(v) => set({ address: v.trim() })} />
        <DateField prefix={t('from')} aria-label={t('from')} value={f.from} onChange={(v) => set({ from: v ?? '' })} />
        <DateField prefix={t('to')} aria-label={t('to')} value={f.to} onChange={(v) => set({ to: v ?? '' })} />
        <Checkbox checked={f.unknown === 'true'} onChange={(e) => set({ unknown: e.target.checked ? 'true' : '' })}>
          {t('unknown')}
        </Checkbox>
      </div>
      <ResourceList<Access>
        caption={t('title')}
        path="/security-log"
        query={f}
        rowKey={(a) => a.id}
        columns={columns}
        extra={<ExportButton path="/security-log/export.xlsx" query={f} />}
        card={(a) => (
          <>
            <div className="row between">
              <span className="title">{who(a)}</span>
              {kind(a)}
            </div>
            <div style={{ overflowWrap: 'anywhere' }}>{what(a)}</div>
            <div className="meta">
              <span>{timeOf(a.at, lang)}</span>
              <span>{a.address}</span>
              {role(a) && <span>{role(a)}</span>}
            </div>
          </>
        )}
        empty={<Empty title={t('none')} actions={<Button onClick={() => set(none)}>{t('clear')}</Button>} />}
      />
    </Page>
  )
}
