import { BankOutlined } from '@ant-design/icons'
import { Button, Checkbox, Collapse, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { Organization } from '@/lib/api/organizations'
import { messages, useT } from '@/lib/i18n/language'
import { useMe } from '@/lib/session'
import { useOptions } from '@/lib/vocabulary'
import { OrgSelect } from '@/ui/org-select'
import { Panel } from '@/ui/page'
import { RegionSelect } from '@/ui/region-select'
import { Label } from './missing-line'

const texts = messages({
  seller: ['卖方（研究开发人、让与人、许可人、受托人）', 'Seller (developer, licensor, contractor)'],
  buyer: ['买方（委托人、受让人、被许可人）', 'Buyer (client, licensee)'],
  own: ['填入本单位', 'Fill in my organisation'],
  ownPerson: ['填入本人', 'Fill in myself'],
  org: ['从已登记机构中选择', 'Choose a registered organisation'],
  fixed: ['由对接带入，不能更换', 'From the deal, cannot be changed'],
  name: ['名称', 'Name'],
  uscc: ['统一社会信用代码', 'Social credit code'],
  region: ['行政区划', 'Region'],
  nature: ['单位性质', 'Nature'],
  more: ['更多信息（地址、联系人、资质）', 'More (address, contact, status)'],
  township: ['乡镇', 'Township'],
  park: ['园区', 'Park'],
  address: ['地址', 'Address'],
  postcode: ['邮编', 'Postcode'],
  legalRep: ['法定代表人', 'Legal representative'],
  contact: ['联系人', 'Contact'],
  phone: ['电话', 'Phone'],
  email: ['邮箱', 'E-mail'],
  scale: ['企业规模', 'Size'],
  industry: ['国民经济行业代码（GB/T 4754）', 'National industry code (GB/T 4754)'],
  country: ['国别代码（海关三位，境内留空）', 'Country code (customs, empty for China)'],
  transferBody: ['技术转移机构', 'Technology transfer body'],
  researchBody: ['研发机构', 'Research body'],
  converted: ['转制科研院所', 'Converted institute'],
  highTechZone: ['国家高新区内企业', 'In a national high-tech zone'],
  listed: ['上市公司', 'Listed company'],
})

const flags = ['transferBody', 'researchBody', 'converted', 'highTechZone', 'listed'] as const

/** One party. An organisation of the market brings its own values; another one is typed. */
function PartyBox({ side, fixed }: { side: 'seller' | 'buyer'; fixed: boolean }) {
  const t = useT(texts)
  const options = useOptions()
  const me = useMe()
  const form = Form.useFormInstance()
  const orgId = Form.useWatch([side, 'orgId'], { form, preserve: true }) as string | undefined
  const personId = Form.useWatch([side, 'personId'], { form, preserve: true }) as string | undefined
  const name = Form.useWatch([side, 'name'], { form, preserve: true }) as string | undefined
  const known = Boolean(orgId || personId)
  // The code of a registered organisation is its own; one that has none yet writes it here.
  const [locked, setLocked] = useState(() => Boolean(form.getFieldValue([side, 'orgId']) && form.getFieldValue([side, 'uscc'])))
  const take = (o?: Organization) => {
    setLocked(Boolean(o?.uscc))
    form.setFieldsValue({
      [side]: o
        ? { orgId: o.id, personId: undefined, name: o.name, uscc: o.uscc, region: o.region, township: o.township, park: o.park, address: o.address, legalRep: o.legalRep }
        : { orgId: undefined, personId: undefined },
    })
  }
  const as = me?.membership
  const role = as?.role
  const mine = as && role !== 'officer' && role !== 'registrar' && role !== 'broker'
  const fillOwn = () => {
    if (!me || !as) return
    const org = role === 'researcher' ? undefined : as.org
    form.setFieldsValue({ [side]: { orgId: org, personId: org ? undefined : me.person.id, name: org ? as.orgName : me.person.name } })
  }
  const item = (field: string, label: string, input: React.ReactNode, className?: string) => (
    <Form.Item name={[side, field]} label={<Label at={`/${side}/${field}`}>{label}</Label>} className={className}>
      {input}
    </Form.Item>
  )
  return (
    <Panel
      title={t(side)}
      extra={
        mine && !fixed ? (
          <Button size="small" icon={<BankOutlined />} onClick={fillOwn}>
            {t(role === 'researcher' ? 'ownPerson' : 'own')}
          </Button>
        ) : undefined
      }
    >
      <Form.Item name={[side, 'orgId']} hidden>
        <Input />
      </Form.Item>
      <Form.Item name={[side, 'personId']} hidden>
        <Input />
      </Form.Item>
      {fixed ? (
        <p className="muted">{t('fixed')}</p>
      ) : (
        <Form.Item label={t('org')} htmlFor={`${side}-org`}>
          <OrgSelect id={`${side}-org`} value={orgId} name={orgId ? name : undefined} onChange={(_, o) => take(o)} />
        </Form.Item>
      )}
      <div className="form-grid">
        {item('name', t('name'), <Input disabled={known} maxLength={100} />, 'full')}
        {item('uscc', t('uscc'), <Input disabled={locked} maxLength={18} autoCapitalize="characters" />)}
        {item('region', t('region'), <RegionSelect />)}
        {item(
          'nature',
          t('nature'),
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={options('natures').map((o) => ({ ...o, label: `${o.value} ${o.label}` }))} />,
          'full',
        )}
      </div>
      <Collapse
        ghost
        items={[
          {
            key: 'more',
            label: t('more'),
            forceRender: true,
            children: (
              <div className="form-grid">
                {item('address', t('address'), <Input maxLength={200} />, 'full')}
                {item('township', t('township'), <Input maxLength={60} />)}
                {item('park', t('park'), <Input maxLength={60} />)}
                {item('legalRep', t('legalRep'), <Input maxLength={50} />)}
                {item('postcode', t('postcode'), <Input maxLength={10} inputMode="numeric" />)}
                {item('contact', t('contact'), <Input maxLength={50} autoComplete="off" />)}
                {item('phone', t('phone'), <Input maxLength={30} inputMode="tel" autoComplete="off" />)}
                {item('email', t('email'), <Input maxLength={100} inputMode="email" autoComplete="off" />)}
                {item('scale', t('scale'), <Select allowClear options={options('firmScales')} />)}
                {item('industry', t('industry'), <Input maxLength={10} />)}
                {item('country', t('country'), <Input maxLength={3} inputMode="numeric" />)}
                <div className="full row gap-below">
                  {flags.map((f) => (
                    <Form.Item key={f} name={[side, f]} valuePropName="checked" noStyle>
                      <Checkbox>{t(f)}</Checkbox>
                    </Form.Item>
                  ))}
                </div>
              </div>
            ),
          },
        ]}
      />
    </Panel>
  )
}

export function FormParties({ fixed }: { fixed: boolean }) {
  return (
    <div className="party-grid">
      <PartyBox side="seller" fixed={fixed} />
      <PartyBox side="buyer" fixed={fixed} />
    </div>
  )
}
