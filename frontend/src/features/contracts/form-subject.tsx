import { Form, Input, Select } from 'antd'
import type { ContractContent } from '@/lib/api/contracts'
import { messages, useT } from '@/lib/i18n/language'
import { terms, useOptions } from '@/lib/vocabulary'
import { DateField } from '@/ui/date-field'
import { IndustrySelect } from '@/ui/industry-select'
import { MoneyInput, moneyRule } from '@/ui/money-input'
import { Panel } from '@/ui/page'
import { Label } from './missing-line'

const texts = messages({
  basic: ['合同', 'Contract'],
  title: ['项目名称', 'Project'],
  titleNeeded: ['请填写项目名称。', 'Please give the project title.'],
  class: ['合同类别', 'Class'],
  subClass: ['子类', 'Sub-class'],
  sign: ['签订日期', 'Signed on'],
  begin: ['有效期起', 'Valid from'],
  end: ['有效期止', 'Valid until'],
  tech: ['技术与知识产权', 'Technology and IP'],
  techArea: ['技术领域', 'Field of technology'],
  industry: ['行业', 'Industry'],
  goal: ['社会经济目标', 'Socio-economic goal'],
  plan: ['项目计划来源', 'Plan source'],
  planName: ['计划项目名称、编号', 'Plan project and number'],
  ip: ['知识产权类别', 'Kinds of IP'],
  ipNumbers: ['专利号、登记号等', 'Patent and other numbers'],
  ipOwner: ['技术成果的归属', 'Ownership of results'],
  invest: ['预计新增投入', 'Expected new investment'],
  output: ['预计新增产值', 'Expected new output'],
  badMoney: ['请填写金额，最多六位小数。', 'Please give an amount with at most six decimals.'],
  terms: ['条款', 'Terms'],
  subject: ['标的的内容、范围和要求', 'Subject, scope and requirements'],
  targets: ['技术指标和参数', 'Technical targets'],
  acceptance: ['验收标准和方法', 'Acceptance'],
  secrecy: ['技术情报和资料的保密', 'Secrecy'],
  other: ['其他约定', 'Other terms'],
})

export function FormBasic() {
  const t = useT(texts)
  const options = useOptions()
  const form = Form.useFormInstance<ContractContent>()
  const cls = Form.useWatch('class', form) ?? ''
  const subs = Object.fromEntries(terms('contractSubClasses').filter(([k]) => cls && k.startsWith(cls)))
  return (
    <Panel title={t('basic')}>
      <div className="form-grid">
        <Form.Item name="title" label={<Label at="/title">{t('title')}</Label>} className="full" rules={[{ required: true, whitespace: true, message: t('titleNeeded') }]}>
          <Input maxLength={200} showCount />
        </Form.Item>
        <Form.Item name="class" label={<Label at="/class">{t('class')}</Label>}>
          <Select allowClear options={options('contractClasses')} onChange={() => form.setFieldValue('subClass', undefined)} />
        </Form.Item>
        <Form.Item name="subClass" label={<Label at="/subClass">{t('subClass')}</Label>}>
          <Select allowClear disabled={Object.keys(subs).length === 0} options={options(subs)} />
        </Form.Item>
      </div>
      <div className="form-grid three">
        <Form.Item name="signDate" label={<Label at="/signDate">{t('sign')}</Label>}>
          <DateField />
        </Form.Item>
        <Form.Item name="beginDate" label={<Label at="/beginDate">{t('begin')}</Label>}>
          <DateField />
        </Form.Item>
        <Form.Item name="endDate" label={<Label at="/endDate">{t('end')}</Label>}>
          <DateField />
        </Form.Item>
      </div>
    </Panel>
  )
}

export function FormTech() {
  const t = useT(texts)
  const options = useOptions()
  const form = Form.useFormInstance<ContractContent>()
  const plan = Form.useWatch('planSource', form)
  const transfer = Form.useWatch('class', form) === 'ZR'
  return (
    <Panel title={t('tech')}>
      <div className="form-grid">
        <Form.Item name="techArea" label={<Label at="/techArea">{t('techArea')}</Label>}>
          <Select allowClear options={options('techAreas')} />
        </Form.Item>
        <Form.Item name="industry" label={t('industry')}>
          <IndustrySelect />
        </Form.Item>
        <Form.Item name="goal" label={t('goal')}>
          <Select allowClear options={options('socioGoals')} />
        </Form.Item>
        <Form.Item name="planSource" label={t('plan')}>
          <Select allowClear options={options('planSources')} />
        </Form.Item>
        {plan && plan !== '9' && (
          <Form.Item name="planName" label={t('planName')} className="full">
            <Input maxLength={200} />
          </Form.Item>
        )}
        <Form.Item name="ip" label={t('ip')}>
          <Select mode="multiple" options={options('contractIPKinds')} />
        </Form.Item>
        <Form.Item name="ipNumbers" label={t('ipNumbers')}>
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="ipOwner" label={t('ipOwner')} className="full">
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
        </Form.Item>
        {transfer && (
          <>
            <Form.Item name="newInvestFen" label={<Label at="/newInvestFen">{t('invest')}</Label>} rules={[moneyRule(t('badMoney'))]}>
              <MoneyInput />
            </Form.Item>
            <Form.Item name="newOutputFen" label={<Label at="/newOutputFen">{t('output')}</Label>} rules={[moneyRule(t('badMoney'))]}>
              <MoneyInput />
            </Form.Item>
          </>
        )}
      </div>
    </Panel>
  )
}

export function FormTerms() {
  const t = useT(texts)
  const fields: [string, string][] = [
    ['subject', t('subject')],
    ['targets', t('targets')],
    ['acceptance', t('acceptance')],
    ['secrecy', t('secrecy')],
    ['terms', t('other')],
  ]
  return (
    <Panel title={t('terms')}>
      {fields.map(([name, label]) => (
        <Form.Item key={name} name={name} label={<Label at={`/${name}`}>{label}</Label>}>
          <Input.TextArea autoSize={{ minRows: name === 'subject' ? 4 : 2, maxRows: 16 }} maxLength={10000} />
        </Form.Item>
      ))}
    </Panel>
  )
}
