import { InputNumber } from 'antd'

/** Stands for points that were not given yet, as on the wire. */
export const noPoints = -1

/** Integer hundredths of a point as people read them: 8350 -> "83.5". */
export const points = (hundredths: number): string => String(hundredths / 100)

interface Props {
  id?: string
  /** Integer hundredths; `noPoints` is "not given". */
  value?: number
  onChange?: (hundredths: number) => void
  disabled?: boolean
}

/** Points with two decimals at most. What is out of bounds stays as typed, so that a rule of the form can tell it. */
export function PointsInput({ value, onChange, ...rest }: Props) {
  return (
    <InputNumber
      {...rest}
      style={{ width: '100%' }}
      inputMode="decimal"
      value={value === undefined || value === noPoints ? null : value / 100}
      onChange={(v) => onChange?.(v === null ? noPoints : Math.round(v * 100))}
    />
  )
}
