import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Select } from 'antd'
import { useState } from 'react'
import { post } from '@/lib/api/client'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { roles } from '@/lib/vocabulary'
import { placeErrors } from '@/ui/form-errors'
import { Notice } from '@/ui/notice'
import { OrgSelect } from '@/ui/org-select'
import type { Account } from './types'
import { needsOrg } from './words'

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
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ role: string; org?: string }>()
  const [lines, setLines] = useState<string[]>([])
  const role = Form.useWatch('role', form) ?? ''
  const add = useMutation({
    mutationFn: (v: { role: string; org?: string }) => post(`/accounts/${a.id}/roles`, v.org ? v : { role: v.role }),
    onSuccess: () => {
      message.success(t('added'))
      setLines([])
      form.resetFields()
      void client.invalidateQueries()
    },
    onError: (e) => setLines(placeErrors(form, e)),
  })
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => add.mutate(v)}>
      <Notice lines={lines} />
      <div className="admin-form">
        <Form.Item name="role" label={t('role')} rules={[{ required: true, message: t('roleNeeded') }]}>
          <Select options={Object.entries(roles).filter(([k]) => k !== 'system').map(([value, x]) => ({ value, label: say(x) }))} />
        </Form.Item>
        <Form.Item name="org" label={t('org')} dependencies={['role']} rules={[{ required: needsOrg.includes(role), message: t('orgNeeded') }]}>
          <OrgSelect />
        </Form.Item>
      </div>
      <Button htmlType="submit" loading={add.isPending}>
        {t('add')}
      </Button>
    </Form>
  )
}
