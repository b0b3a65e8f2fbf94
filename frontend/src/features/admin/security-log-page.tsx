import type { TableColumnsType } from 'antd'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useListFilters } from '@/lib/url-filters'
import { useOptions, word } from '@/lib/vocabulary'
import { ExportButton } from '@/ui/export-button'
import { FilterBar } from '@/ui/filter-bar'
import { Page } from '@/ui/page'
import { ResourceList } from '@/ui/resource-list'
import { RowCard } from '@/ui/row-card'
import { ToneTag } from '@/ui/state-tag'
import { accessList, accessSheet, type Access } from './api'
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
})

export default function SecurityLogPage() {
  const t = useT(texts)
  const say = useSay()
  const options = useOptions()
  const lang = useLanguage()
  const filters = useListFilters('kind', 'account', 'address', 'from', 'to', 'unknown')
  const kind = (a: Access) => <ToneTag tone={a.kind === 'sign-in-failed' || a.kind === 'lost' ? 'bad' : 'neutral'}>{say(word('accessKinds', a.kind))}</ToneTag>
  const who = (a: Access) => [a.personName, a.account].filter(Boolean).join(' · ') || t('nobody')
  const role = (a: Access) => [a.role && say(word('roles', a.role)), a.orgName].filter(Boolean).join(' · ')
  const what = (a: Access) => [a.what, a.why && say(word('signInRefusals', a.why, a.why))].filter(Boolean).join(' · ')
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
    { title: t('what'), key: 'what', width: 320, render: (_, a) => <span className="anywhere">{what(a)}</span> },
    { title: t('address'), key: 'address', render: (_, a) => <span title={a.agent}>{a.address}</span> },
  ]
  return (
    <Page title={t('title')} sub={t('sub')}>
      <FilterBar
        className="log-filters"
        filters={filters}
        fields={[
          { name: 'kind', label: t('kind'), options: options('accessKinds', t('allKinds')) },
          { name: 'account', kind: 'search', label: t('account'), maxLength: 40 },
          { name: 'address', kind: 'search', label: t('address'), maxLength: 45 },
          { name: 'from', kind: 'date', label: t('from') },
          { name: 'to', kind: 'date', label: t('to') },
          { name: 'unknown', kind: 'check', label: t('unknown') },
        ]}
      />
      <ResourceList<Access>
        caption={t('title')}
        list={accessList(filters.values)}
        rowKey={(a) => a.id}
        columns={columns}
        extra={<ExportButton file={accessSheet(filters.values)} />}
        card={(a) => (
          <RowCard title={who(a)} tag={kind(a)} meta={[timeOf(a.at, lang), a.address, role(a)]}>
            <div className="anywhere">{what(a)}</div>
          </RowCard>
        )}
        narrowed={{ filters: filters, none: t('none') }}
      />
    </Page>
  )
}
