import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { organizationQuery, type Organization } from '@/lib/api/organizations'
import { useRecordForm } from '@/lib/form/use-record-form'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useOptions, word } from '@/lib/vocabulary'
import { IndustrySelect } from '@/ui/industry-select'
import { Notice } from '@/ui/notice'
import { RegionSelect } from '@/ui/region-select'
import { Stale } from '@/ui/stale'
import { postOrganization, putOrganization, type OrganizationForm as Values } from './api'
import { usccFault } from './uscc'
import '@/ui/form.css'
import './admin.css'

const texts = messages({
  uscc: ['统一社会信用代码', 'Social credit code'],
  usccHelp: ['18 位，与营业执照或法人证书一致；填错一位就能查出来', '18 characters as on the licence; a wrong one is found'],
  length: ['应为 18 位，现在是 {n} 位。', 'It has 18 characters, not {n}.'],
  letter: ['含有不该出现的字符（没有 I、O、S、V、Z）。', 'It holds a character that cannot occur (no I, O, S, V, Z).'],
  check: ['校验位不对，请对照证照逐位核对。', 'The check character is wrong: compare it with the licence.'],
  name: ['单位全称', 'Full name'],
  nameNeeded: ['请填写单位全称。', 'Please give the full name.'],
  kind: ['机构类型', 'Kind'],
  kindNeeded: ['请选择机构类型。', 'Please choose the kind.'],
  region: ['所在地', 'Region'],
  township: ['乡镇', 'Township'],
  park: ['园区', 'Park'],
  industry: ['行业', 'Industry'],
  address: ['地址', 'Address'],
  legalRep: ['法定代表人', 'Legal representative'],
  contacts: ['联系人（仅本单位和主管部门可见）', 'Contacts (only the unit and the bureau see them)'],
  contactName: ['姓名', 'Name'],
  title: ['职务', 'Position'],
  phone: ['手机或电话', 'Mobile or phone'],
  office: ['办公电话', 'Office'],
  wechat: ['微信号', 'WeChat id'],
  email: ['邮箱', 'E-mail'],
  bestTime: ['方便联系的时间', 'Best time'],
  addContact: ['添加联系人', 'Add a contact'],
  removeContact: ['删除这位联系人', 'Remove this contact'],
  save: ['保存', 'Save'],
  cancel: ['取消', 'Cancel'],
  saved: ['机构信息已保存', 'Organisation saved'],
})

const fields = ['uscc', 'name', 'kind', 'region', 'township', 'park', 'industry', 'address', 'legalRep', 'contacts'] as const

/** Only what the form edits. */
const edited = (o: Values): Values => Object.fromEntries(fields.map((k) => [k, o[k]]).filter(([, x]) => x !== undefined && x !== null && x !== ''))

export function OrganizationForm({ org: now, onDone, onCancel }: { org?: Organization; onDone: (o: Organization) => void; onCancel: () => void }) {
  const t = useT(texts)
  const say = useSay()
  const options = useOptions()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [org] = useState(now) // what the form was opened on; the page reads it anew meanwhile
  const record = useRecordForm({
    form,
    start: { value: edited(org ?? {}), rev: org?.rev ?? 0 },
    load: org && (() => client.fetchQuery({ ...organizationQuery(org.id), staleTime: 0 }).then((o) => ({ value: edited(o), rev: o.rev }))),
    save: (v: Values, rev, key) => (org ? putOrganization(org.id, rev, v) : postOrganization(v, key)),
    changes: ['organizations'],
    done: (o) => {
      message.success(t('saved'))
      onDone(o)
    },
  })
  const check = (_: unknown, v?: string) => {
    const f = usccFault(v ?? '')
    return f ? Promise.reject(new Error(t(f, { n: (v ?? '').trim().length }))) : Promise.resolve()
  }
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={org ?? { kind: 'enterprise', contacts: [] }} scrollToFirstError onFinish={(v) => record.save(edited(v))}>
      <Stale record={record} word={(path, v) => (path === 'kind' ? say(word('orgKinds', String(v))) : undefined)} label={(path) => (path === 'contacts' ? t('contacts') : undefined)} />
      <Notice lines={record.lines} />
      <div className="form-grid">
        <Form.Item name="name" label={t('name')} className="full" rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="uscc" label={t('uscc')} extra={t('usccHelp')} validateTrigger="onBlur" rules={[{ validator: check }]}>
          <Input maxLength={20} autoCapitalize="characters" spellCheck={false} />
        </Form.Item>
        <Form.Item name="kind" label={t('kind')} rules={[{ required: true, message: t('kindNeeded') }]}>
          <Select options={options('orgKinds')} />
        </Form.Item>
        <Form.Item name="region" label={t('region')}>
          <RegionSelect />
        </Form.Item>
        <Form.Item name="industry" label={t('industry')}>
          <IndustrySelect />
        </Form.Item>
        <Form.Item name="township" label={t('township')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="park" label={t('park')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="legalRep" label={t('legalRep')}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="address" label={t('address')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <Form.List name="contacts">
        {(rows, { add, remove }) => (
          <fieldset className="plain-set">
            <legend>{t('contacts')}</legend>
            {rows.map(({ key: k, name }) => (
              <div key={k} className="contact-row">
                {(['name', 'title', 'phone', 'office', 'wechat', 'email', 'bestTime'] as const).map((f) => (
                  <Form.Item key={f} name={[name, f]} label={t(f === 'name' ? 'contactName' : f)}>
                    <Input maxLength={100} autoComplete="off" />
                  </Form.Item>
                ))}
                <Button type="text" danger icon={<MinusCircleOutlined />} aria-label={t('removeContact')} onClick={() => remove(name)} />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({})}>
              {t('addContact')}
            </Button>
          </fieldset>
        )}
      </Form.List>
      <div className="row gap-above">
        <Button type="primary" htmlType="submit" loading={record.busy}>
          {t('save')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </Form>
  )
}
