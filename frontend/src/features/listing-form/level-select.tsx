import { EyeOutlined } from '@ant-design/icons'
import { Form, Select, type FormItemProps } from 'antd'
import type { ReactNode } from 'react'
import { useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { formTexts } from './form-texts'
import type { Level } from './api'

const order: Level[] = ['public', 'members', 'protected', 'private']

/** Default disclosure of the fields an owner may close further; he can never open one. */
export const defaultLevels: Record<string, Level> = {
  present: 'members', requirements: 'public', indicators: 'public', budgetFen: 'members', priceFen: 'members', deadline: 'public',
  ip: 'public', inventors: 'public', evidence: 'members', region: 'public',
}

/** Who may read a field, for the corner of its panel or form item. `name` is the field's label. */
export function LevelPick({ field, name }: { field: string; name: string }) {
  const t = useT(formTexts)
  const say = useSay()
  return (
    <Form.Item name={['levels', field]} noStyle>
      <LevelSelect from={defaultLevels[field] ?? 'public'} label={t('level', { field: name })} say={(l) => say(word('levels', l))} />
    </Form.Item>
  )
}

/** A form item with the choice of who may read it. The choice stands outside the label, which names the field alone. */
export function Leveled({ field, className, ...item }: FormItemProps & { field: string; label: string }) {
  return (
    <div className={`leveled ${className ?? ''}`}>
      <Form.Item {...item} />
      <div className="level-pick">
        <LevelPick field={field} name={item.label} />
      </div>
    </div>
  )
}

function LevelSelect({ value, onChange, from, label, say }: { value?: Level; onChange?: (l: Level | undefined) => void; from: Level; label: string; say: (l: Level) => ReactNode }) {
  return (
    <Select<Level>
      size="small"
      variant="filled"
      aria-label={label}
      prefix={<EyeOutlined aria-hidden />}
      value={value ?? from}
      onChange={(l) => onChange?.(l === from ? undefined : l)}
      options={order.slice(order.indexOf(from)).map((l) => ({ value: l, label: say(l) }))}
      popupMatchSelectWidth={false}
      style={{ fontWeight: 400 }}
    />
  )
}
