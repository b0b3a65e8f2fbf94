import { App, Button, Form, Select } from 'antd'
import type { Body } from '@/lib/api/client'
import { useSend } from '@/lib/form/use-send'
import { messages, useT } from '@/lib/i18n/language'
import { useOptions } from '@/lib/vocabulary'
import { Notice } from '@/ui/notice'
import { OrgSelect } from '@/ui/org-select'
import { addRole, needsOrg, type Account } from './api'
import '@/ui/form.css'

const texts = messages({
  role: ['角色', 'Role'],
  roleNeeded: ['请选择角色。', 'Please choose a role.'],
  org: ['代表的机构', 'For the organisation'],
  orgNeeded: ['这个角色须选择所代表的机构。', 'This role needs an organisation.'],
  add: ['授予角色', 'Add role'],
  added: ['已授予角色', 'Role added'],
})

export function AddRole({ account: a }: { account: Account }) {
  const t = useT(texts)
  const options = useOptions()
  const { message } = App.useApp()
  const [form] = Form.useForm<Body<'/accounts/{id}/roles'>>()
  const role = Form.useWatch('role', form) ?? ''
  const add = useSend(form, addRole(a.id), () => {
    message.success(t('added'))
    form.resetFields()
  })
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => add.send(v.org ? v : { role: v.role })}>
      <Notice lines={add.lines} />
      <div className="form-grid">
        <Form.Item name="role" label={t('role')} rules={[{ required: true, message: t('roleNeeded') }]}>
          <Select options={options('roles')} />
        </Form.Item>
        <Form.Item name="org" label={t('org')} dependencies={['role']} rules={[{ required: needsOrg.includes(role), message: t('orgNeeded') }]}>
          <OrgSelect />
        </Form.Item>
      </div>
      <Button htmlType="submit" loading={add.busy}>
        {t('add')}
      </Button>
    </Form>
  )
}
