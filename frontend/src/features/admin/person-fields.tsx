import { Form, Input } from 'antd'
import { messages, useT } from '@/lib/i18n/language'

const texts = messages({
  name: ['姓名', 'Name'],
  nameNeeded: ['请填写姓名。', 'Please give the name.'],
  phone: ['电话', 'Phone'],
  phoneOptional: ['电话（可空）', 'Phone (optional)'],
  email: ['邮箱', 'E-mail'],
  emailOptional: ['邮箱（可空）', 'E-mail (optional)'],
})

/** The name of the person of an account. */
export function NameField() {
  const t = useT(texts)
  return (
    <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
      <Input maxLength={50} autoComplete="off" />
    </Form.Item>
  )
}

/** How the person of an account is reached; a new account may leave both out, and the labels say so. */
export function ReachFields({ optional }: { optional?: boolean }) {
  const t = useT(texts)
  return (
    <>
      <Form.Item name="phone" label={t(optional ? 'phoneOptional' : 'phone')}>
        <Input maxLength={30} inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name="email" label={t(optional ? 'emailOptional' : 'email')}>
        <Input maxLength={100} inputMode="email" autoComplete="off" />
      </Form.Item>
    </>
  )
}
