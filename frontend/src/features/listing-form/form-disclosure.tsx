import { Form, Input, Switch } from 'antd'
import { useT } from '@/lib/i18n/language'
import { formTexts } from './form-texts'
import type { Kind } from '@/lib/api/listings'

/** The firm's name, protected details and private contacts. */
export function DisclosureFields({ kind }: { kind: Kind }) {
  const t = useT(formTexts)
  return (
    <div className="form-grid">
      {kind === 'demand' && (
        <Form.Item className="full" name="hideOrg" label={t('hideOrg')} extra={t('hideOrgHint')} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
      <Form.Item className="full" name="detail" label={t('detail')} extra={t('detailHint')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 14 }} />
      </Form.Item>
      <Form.Item name={['contact', 'name']} label={t('contactName')}>
        <Input autoComplete="name" />
      </Form.Item>
      <Form.Item name={['contact', 'phone']} label={t('contactPhone')}>
        <Input inputMode="tel" autoComplete="tel" />
      </Form.Item>
      <Form.Item name={['contact', 'email']} label={t('contactEmail')}>
        <Input inputMode="email" autoComplete="email" />
      </Form.Item>
      <Form.Item name={['contact', 'office']} label={t('contactOffice')}>
        <Input inputMode="tel" maxLength={50} />
      </Form.Item>
      <Form.Item name={['contact', 'wechat']} label={t('contactWechat')}>
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name={['contact', 'bestTime']} label={t('contactTime')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        className="full"
        name={['levels', 'contact']}
        label={t('contactOpen')}
        extra={t('contactOpenHint')}
        getValueProps={(v: string | undefined) => ({ checked: v === 'public' })}
        getValueFromEvent={(on: boolean) => (on ? 'public' : undefined)}
      >
        <Switch />
      </Form.Item>
    </div>
  )
}
