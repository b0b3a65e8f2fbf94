import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { placeErrors } from '@/lib/form/errors'
import { messages, useT } from '@/lib/i18n/language'
import { reloadMe, useMe } from '@/lib/session'
import { Notice } from '@/ui/notice'
import { Page } from '@/ui/page'
import { changePassword } from './api'

const texts = messages({
  title: ['修改密码', 'Change password'],
  must: ['这是临时密码。请先设置只有您自己知道的新密码，再继续使用。', 'This is a temporary password. Please choose one of your own before you go on.'],
  old: ['现在的密码', 'Present password'],
  fresh: ['新密码', 'New password'],
  again: ['再输入一次新密码', 'New password again'],
  hint: ['至少 10 个字符；可以用一句容易记住的话，不要与其他网站相同。', 'At least 10 characters; a sentence you remember well works. Not one you use elsewhere.'],
  needed: ['请填写。', 'Please fill in.'],
  short: ['请至少输入 10 个字符。', 'Please use at least 10 characters.'],
  differ: ['两次输入不一致，请重新输入。', 'The two entries differ.'],
  save: ['保存新密码', 'Save'],
  done: ['密码已修改，下次请用新密码登录。', 'Password changed.'],
})

interface Values {
  old: string
  new: string
  again: string
}

export default function PasswordPage() {
  const t = useT(texts)
  const me = useMe()
  const go = useNavigate()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [busy, setBusy] = useState(false)
  const [lines, setLines] = useState<string[]>([])
  const submit = async (v: Values) => {
    setBusy(true)
    setLines([])
    try {
      await changePassword(v.old, v.new)
      await reloadMe()
      message.success(t('done'))
      void go('/todos')
    } catch (e) {
      setLines(placeErrors(form, e))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page title={t('title')}>
      <div className="panel" style={{ maxWidth: 560 }}>
        {me?.person.mustChange && <Notice type="info" lines={[t('must')]} />}
        <Notice lines={lines} />
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => void submit(v)}>
          <input type="text" autoComplete="username" value={me?.person.account ?? ''} readOnly hidden />
          <Form.Item name="old" label={t('old')} rules={[{ required: true, message: t('needed') }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Form.Item name="new" label={t('fresh')} extra={t('hint')} rules={[{ required: true, message: t('needed') }, { min: 10, message: t('short') }]}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Form.Item
            name="again"
            label={t('again')}
            dependencies={['new']}
            rules={[
              { required: true, message: t('needed') },
              ({ getFieldValue }) => ({
                validator: (_, v: string) => (!v || v === getFieldValue('new') ? Promise.resolve() : Promise.reject(new Error(t('differ')))),
              }),
            ]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('save')}
          </Button>
        </Form>
      </div>
    </Page>
  )
}
