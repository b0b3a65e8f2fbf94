import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Select } from 'antd'
import { useT } from '@/lib/i18n/language'
import { useOptions } from '@/lib/vocabulary'
import { formTexts } from './form-texts'

/** The rights behind an achievement. */
export function IpFields() {
  const t = useT(formTexts)
  const options = useOptions()
  return (
    <Form.List name="ip">
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }, i) => (
            <fieldset key={key} className="metric-row" style={{ minInlineSize: 'auto' }}>
              <legend className="visually-hidden">{`${t('ip')} ${i + 1}`}</legend>
              <div className="metric-grid" style={{ gridTemplateColumns: 'minmax(120px,1fr) minmax(140px,1.6fr) minmax(110px,1fr)' }}>
                <Form.Item name={[name, 'kind']} label={t('ipKind')}>
                  <Select options={options('ipKinds')} />
                </Form.Item>
                <Form.Item name={[name, 'number']} label={t('ipNumber')}>
                  <Input />
                </Form.Item>
                <Form.Item name={[name, 'status']} label={t('ipStatus')}>
                  <Select options={options('ipStatuses')} allowClear />
                </Form.Item>
              </div>
              <Button className="remove" type="text" icon={<DeleteOutlined />} aria-label={t('remove', { n: i + 1 })} onClick={() => remove(name)} />
            </fieldset>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({})} data-testid="add-ip">
            {t('addIp')}
          </Button>
        </>
      )}
    </Form.List>
  )
}
