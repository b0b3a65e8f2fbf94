import { CheckCircleFilled, EditOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { organizationQuery } from '@/lib/api/organizations'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIndustryName, useRegionName } from '@/lib/reference'
import { useIs, useMe } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { ContactFacts } from '@/ui/contact-facts'
import { Facts } from '@/ui/facts'
import { History } from '@/ui/history'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { ToneTag } from '@/ui/state-tag'
import { verifyOrganization } from './api'
import { OrganizationForm } from './organization-form'
import './admin.css'

const texts = messages({
  title: ['机构', 'Organisation'],
  edit: ['修改', 'Edit'],
  verify: ['核验', 'Verify'],
  verifyAsk: ['已与营业执照或法人证书核对，名称和信用代码一致？', 'Compared with the licence: name and code agree?'],
  cancel: ['取消', 'Cancel'],
  verified: ['已核验', 'Verified'],
  notVerified: ['未核验', 'Not verified'],
  verifiedBy: ['由 {by} 于 {at} 核验', 'verified by {by}, {at}'],
  done: ['机构已核验', 'Organisation verified'],
  facts: ['基本信息', 'Facts'],
  uscc: ['统一社会信用代码', 'Social credit code'],
  noUscc: ['未填写，补填后才能核验', 'missing; needed for verification'],
  kind: ['类型', 'Kind'],
  region: ['所在地', 'Region'],
  township: ['乡镇', 'Township'],
  park: ['园区', 'Park'],
  industry: ['行业', 'Industry'],
  address: ['地址', 'Address'],
  legalRep: ['法定代表人', 'Legal representative'],
  contacts: ['联系人', 'Contacts'],
  history: ['历史', 'History'],
})

export default function OrganizationPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const { id = '' } = useParams()
  const me = useMe()
  const keeper = useIs('officer', 'admin')
  const { message } = App.useApp()
  const industry = useIndustryName()
  const [editing, setEditing] = useState(false)
  const query = useQuery(organizationQuery(id))
  const o = query.data
  const region = useRegionName(o?.region)
  const verify = useMutation({ ...verifyOrganization(id, o?.rev ?? 0), onSuccess: () => message.success(t('done')), onError: (e) => message.error(e.message, 6) })
  if (!o) return <WaitingPage title={t('title')} query={query} rows={6} />
  const home = keeper && o.home === me?.market?.id
  const mayEdit = home || me?.membership?.org === id
  return (
    <Page
      title={o.name}
      sub={
        <span className="row">
          <span>{say(word('orgKinds', o.kind, o.kindName))}</span>
          <ToneTag tone={o.verified ? 'good' : 'wait'}>{t(o.verified ? 'verified' : 'notVerified')}</ToneTag>
        </span>
      }
      actions={
        !editing && (
          <>
            {mayEdit && (
              <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
                {t('edit')}
              </Button>
            )}
            {home && !o.verified && (
              <Popconfirm title={t('verifyAsk')} okText={t('verify')} cancelText={t('cancel')} onConfirm={() => verify.mutateAsync().catch(() => undefined)}>
                <Button type="primary" icon={<CheckCircleFilled />} loading={verify.isPending} disabled={!o.uscc}>
                  {t('verify')}
                </Button>
              </Popconfirm>
            )}
          </>
        )
      }
    >
      <Panel title={t('facts')}>
        {editing ? (
          <OrganizationForm org={o} onCancel={() => setEditing(false)} onDone={() => setEditing(false)} />
        ) : (
          <>
            <Facts
              rows={[
                [t('uscc'), o.uscc ? <span className="num">{o.uscc}</span> : <span className="bad-text">{t('noUscc')}</span>],
                [t('kind'), say(word('orgKinds', o.kind, o.kindName))],
                [t('region'), region || o.regionName],
                [t('township'), o.township],
                [t('park'), o.park],
                [t('industry'), industry(o.industry)],
                [t('legalRep'), o.legalRep],
                [t('address'), o.address],
                [t('verified'), o.verified && t('verifiedBy', { by: o.verifiedByName ?? '', at: timeOf(o.verifiedAt, lang) })],
              ]}
            />
            {(o.contacts ?? []).length > 0 && (
              <>
                <h3 className="sub-title gap-above">{t('contacts')}</h3>
                <div className="contact-list">
                  {o.contacts?.map((c) => (
                    <ContactFacts key={`${c.name}${c.phone}`} contact={{ ...c, name: [c.name, c.title].filter(Boolean).join(' · ') }} />
                  ))}
                </div>
              </>
            )}
          </>
        )}
      </Panel>
      {/* Who may not change the record may not read its history either. */}
      {mayEdit && (
        <Panel title={t('history')}>
          <History of="organizations" id={id} names={{ steps: 'organizationSteps', states: 'organizationStates' }} />
        </Panel>
      )}
    </Page>
  )
}
