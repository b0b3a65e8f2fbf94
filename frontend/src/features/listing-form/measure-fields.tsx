import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { AutoComplete, Button, Form, Input, Select } from 'antd'
import { useT } from '@/lib/i18n/language'
import { useOptions } from '@/lib/vocabulary'
import { formTexts } from './form-texts'

/** Offered, never imposed: a unit the server does not know is kept and simply not compared. */
const units = ['%', '‰', 'ppm', '℃', 'MPa', 'GPa', 't/h', 'kg/亩', 't/亩', 'μm', 'mm', 'nm', 'g/L', 'mg/kg', 'mg/L', '万元', '元', '元/t', 'kW', 'kWh', 'm³', 'm²', 'h', 'd', 'min', '年', '目', 'HRC', 'N/mm²', 'r/min', '倍', '个月']

/** The measurable lines of a demand (必备/期望) or of an achievement (with evidence). */
export function MeasureFields({ list }: { list: 'requirements' | 'indicators' }) {
  const t = useT(formTexts)
  const demand = list === 'requirements'
  const options = useOptions()
  return (
    <Form.List name={list}>
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }, i) => (
            <fieldset key={key} className="metric-row" data-testid={`${list}-${i}`} style={{ minInlineSize: 'auto' }}>
              <legend className="visually-hidden">{`${t(list)} ${i + 1}`}</legend>
              <div className={`metric-grid ${demand ? '' : 'ind'}`}>
                {demand && (
                  <Form.Item name={[name, 'must']} label={t('kind')} initialValue={true}>
                    <Select options={[{ value: true, label: t('must') }, { value: false, label: t('nice') }]} />
                  </Form.Item>
                )}
                <Form.Item name={[name, 'metric']} label={t('metric')} rules={[{ required: true, whitespace: true, message: t('metricNeeded') }]}>
                  <Input placeholder={t('metricExample')} />
                </Form.Item>
                <Form.Item name={[name, 'op']} label={t('op')} initialValue=">=">
                  <Select options={options('operators')} popupMatchSelectWidth={false} />
                </Form.Item>
                <Form.Item noStyle dependencies={[[list, name, 'op']]}>
                  {({ getFieldValue }) =>
                    getFieldValue([list, name, 'op']) === 'range' ? (
                      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 6 }}>
                        <Form.Item name={[name, 'value']} label={t('value')}>
                          <Input inputMode="decimal" />
                        </Form.Item>
                        <Form.Item name={[name, 'high']} label={t('high')}>
                          <Input inputMode="decimal" />
                        </Form.Item>
                      </div>
                    ) : (
                      <Form.Item name={[name, 'value']} label={t('value')}>
                        <Input inputMode="decimal" />
                      </Form.Item>
                    )
                  }
                </Form.Item>
                <Form.Item name={[name, 'unit']} label={t('unit')}>
                  <AutoComplete options={units.map((value) => ({ value }))} showSearch={{ filterOption: (s, o) => String(o?.value).toLowerCase().includes(s.toLowerCase()) }} />
                </Form.Item>
                {!demand && (
                  <Form.Item name={[name, 'evidence']} label={t('evidence')}>
                    <Input />
                  </Form.Item>
                )}
              </div>
              {demand && (
                <Form.Item name={[name, 'text']}>
                  <Input placeholder={t('how')} aria-label={t('how')} />
                </Form.Item>
              )}
              <Button className="remove" type="text" icon={<DeleteOutlined />} aria-label={t('remove', { n: i + 1 })} onClick={() => remove(name)} />
            </fieldset>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({})} data-testid={`add-${list}`}>
            {t(demand ? 'addRequirement' : 'addIndicator')}
          </Button>
        </>
      )}
    </Form.List>
  )
}
