import { Button, Form, Input, Select } from 'antd'
import { useT } from '@/lib/i18n/language'
import { useReference } from '@/lib/reference'
import { useOptions } from '@/lib/vocabulary'
import { IndustrySelect } from '@/ui/industry-select'
import { RegionSelect } from '@/ui/region-select'
import { formTexts } from './form-texts'
import { Leveled } from './level-select'
import type { Content, Kind } from '@/lib/api/listings'

/** Title, text, industry, region, keywords. */
export function BasicFields({ kind }: { kind: Kind }) {
  const t = useT(formTexts)
  const options = useOptions()
  const demand = kind === 'demand'
  const form = Form.useFormInstance<Content>()
  const industry = Form.useWatch('industry', form)
  const confirmed = Form.useWatch('industryConfirmed', { form, preserve: true })
  const { data } = useReference()
  const all = (data?.industries ?? []).flatMap((top) => (top.children ?? []).map((c) => ({ value: c.code, label: `${top.name} / ${c.name}` })))
  return (
    <div className="form-grid">
      <Form.Item
        className="full"
        name="title"
        label={t(demand ? 'titleDemand' : 'titleAchievement')}
        extra={t(demand ? 'titleHintDemand' : 'titleHintAchievement')}
        rules={[
          { required: true, whitespace: true, message: t('titleNeeded') },
          { max: 200, message: t('titleLong') },
        ]}
      >
        <Input />
      </Form.Item>
      <Form.Item
        className="full"
        name="text"
        label={t(demand ? 'textDemand' : 'textAchievement')}
        extra={t(demand ? 'textHintDemand' : 'textHintAchievement')}
        rules={[{ required: true, whitespace: true, message: t('textNeeded') }]}
      >
        <Input.TextArea autoSize={{ minRows: 5, maxRows: 20 }} />
      </Form.Item>
      {demand && (
        <Leveled field="present" className="full" name="present" label={t('present')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} />
        </Leveled>
      )}
      <Form.Item name="industryConfirmed" hidden>
        <Input />
      </Form.Item>
      <Form.Item
        name="industry"
        label={t('industry')}
        extra={
          industry && String(industry).length === 4 && !confirmed ? (
            <span>
              {t('unconfirmed')}{' '}
              <Button type="link" size="small" onClick={() => form.setFieldValue('industryConfirmed', true)}>
                {t('confirm')}
              </Button>
            </span>
          ) : (
            t('industryHint')
          )
        }
      >
        <ConfirmingIndustry onPicked={() => form.setFieldValue('industryConfirmed', true)} />
      </Form.Item>
      <Form.Item name="moreIndustries" label={t('more')}>
        <Select mode="multiple" maxCount={3} options={all} showSearch={{ optionFilterProp: 'label' }} allowClear />
      </Form.Item>
      <Form.Item name="region" label={t('region')}>
        <RegionSelect />
      </Form.Item>
      <Form.Item name="township" label={t('township')}>
        <Input />
      </Form.Item>
      <Form.Item name="park" label={t('park')}>
        <Input />
      </Form.Item>
      {demand ? (
        <Form.Item name="type" label={t('type')}>
          <Select options={options('demandTypes')} />
        </Form.Item>
      ) : (
        <Form.Item name="form" label={t('form')}>
          <Select allowClear options={options('achievementForms')} />
        </Form.Item>
      )}
      <Form.Item className="full" name="keywords" label={t('keywords')} extra={t('keywordsHint')}>
        <Select mode="tags" maxCount={20} open={false} suffixIcon={null} tokenSeparators={['、', '，', ',', ';', '；']} />
      </Form.Item>
    </div>
  )
}

/** Choosing an industry by hand confirms it. */
function ConfirmingIndustry({ onChange, onPicked, ...rest }: { id?: string; value?: string; onChange?: (c: string | undefined) => void; onPicked: () => void }) {
  return (
    <IndustrySelect
      {...rest}
      onChange={(c) => {
        onChange?.(c)
        onPicked()
      }}
    />
  )
}
