import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Switch } from 'antd'
import { useRecordForm } from '@/lib/form/use-record-form'
import { messages, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { Page, Panel } from '@/ui/page'
import { Stale } from '@/ui/stale'
import { Loaded } from '@/ui/state-view'
import { putSettings, settingsQuery, type Settings } from './api'
import { BackupPanel } from './backup-panel'
import '@/ui/form.css'
import './admin.css'

const texts = messages({
  title: ['系统设置', 'System settings'],
  sub: ['对本机全部市场有效', 'For all markets of this installation'],
  passwords: ['密码与日志', 'Passwords and log'],
  oneTimeDays: ['一次性密码的有效天数（1 至 14）', 'Days a one-time password is good (1 to 14)'],
  logMonths: ['安全日志保存月数（至少 6）', 'Months the security log is kept (at least 6)'],
  uploads: ['上传', 'Uploads'],
  uploadFiles: ['每个账号每天的文件数', 'Files an account may upload a day'],
  uploadMB: ['每个账号每天的大小（MB）', 'Megabytes an account may upload a day'],
  backup: ['夜间备份', 'Nightly backup'],
  on: ['每天自动备份', 'Back up every day'],
  at: ['开始时刻（北京时间）', 'Starts at (China time)'],
  atBad: ['请写成 02:30 这样的 24 小时制。', 'Write it like 02:30.'],
  keep: ['保留份数', 'Backups kept'],
  save: ['保存', 'Save'],
  saved: ['系统设置已保存', 'Settings saved'],
  needed: ['请填写。', 'Please fill in.'],
})

const versionOf = (s: Settings) => ({ value: s, rev: s.rev })

function SettingsForm({ settings }: { settings: Settings }) {
  const t = useT(texts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Settings>()
  const record = useRecordForm({
    form,
    start: versionOf(settings),
    load: () => client.fetchQuery({ ...settingsQuery, staleTime: 0 }).then(versionOf),
    save: (v: Settings, rev) => putSettings(rev, v),
    changes: ['settings'],
    saved: versionOf,
    done: () => void message.success(t('saved')),
  })
  const needed = [{ required: true, message: t('needed') }]
  const number = (name: string | string[], label: string, min: number, max: number) => (
    <Form.Item name={name} label={label} rules={needed}>
      <InputNumber min={min} max={max} precision={0} style={{ width: '100%' }} />
    </Form.Item>
  )
  return (
    <Form form={form} className="admin-settings narrow" layout="vertical" requiredMark={false} initialValues={settings} onFinish={record.save}>
      <Stale record={record} />
      <Notice lines={record.lines} />
      <h3>{t('passwords')}</h3>
      <div className="form-grid">
        {number('oneTimeDays', t('oneTimeDays'), 1, 14)}
        {number('logMonths', t('logMonths'), 6, 120)}
      </div>
      <h3>{t('uploads')}</h3>
      <div className="form-grid">
        {number('uploadFiles', t('uploadFiles'), 10, 10000)}
        {number('uploadMB', t('uploadMB'), 50, 100000)}
      </div>
      <h3>{t('backup')}</h3>
      <div className="form-grid">
        <Form.Item name={['backup', 'on']} label={t('on')} valuePropName="checked" className="full">
          <Switch />
        </Form.Item>
        <Form.Item name={['backup', 'at']} label={t('at')} rules={[{ required: true, pattern: /^([01][0-9]|2[0-3]):[0-5][0-9]$/, message: t('atBad') }]}>
          <Input maxLength={5} />
        </Form.Item>
        {number(['backup', 'keep'], t('keep'), 2, 60)}
      </div>
      <Button type="primary" htmlType="submit" loading={record.busy}>
        {t('save')}
      </Button>
    </Form>
  )
}

export default function SettingsPage() {
  const t = useT(texts)
  const query = useQuery(settingsQuery)
  return (
    <Page title={t('title')} sub={t('sub')}>
      <BackupPanel />
      <Panel>
        <Loaded query={query} rows={6}>
          {(s) => <SettingsForm key={s.rev} settings={s} />}
        </Loaded>
      </Panel>
    </Page>
  )
}
