import { EyeOutlined } from '@ant-design/icons'
import { Form, Select } from 'antd'
import type { ReactNode } from 'react'
import { useSay, useT } from '@/lib/i18n/language'
import { levels } from '@/lib/vocabulary'
import { formTexts } from './form-texts'
import type { Level } from './types'

const order: Level[] = ['public', 'members', 'protected', 'private']

/** Default disclosure of the fields an owner may close further; he can never open one. */
export const defaultLevels: Record<string, Level> = {
  present: 'members', requirements: 'public', indicators: 'public', budgetFen: 'members', priceFen: 'members', deadline: 'public',
  ip: 'public', inventors: 'public', evidence: 'members', region: 'public',
}

/** The label of a field with the choice of who may read it. */
export function LevelLabel({ field, children }: { field: string; children: string }) {
  const t = useT(formTexts)
  const say = useSay()
  const base = defaultLevels[field] ?? 'public'
  return (
    <span className="row" style={{ gap: 8 }}>
      <span>{children}</span>
      <Form.Item name={['levels', field]} noStyle>
        <LevelSelect from={base} label={t('level', { field: children })} say={(l) => say(levels[l] ?? ['', ''])} />
      </Form.Item>
    </span>
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
