import { DatePicker } from 'antd'
import dayjs from 'dayjs'

interface Props {
  id?: string
  /** Civil date YYYY-MM-DD. */
  value?: string
  onChange?: (day: string | undefined) => void
  disabled?: boolean
  /** First and last day that can be chosen, YYYY-MM-DD. */
  min?: string
  max?: string
  'aria-label'?: string
  /** Words inside the field, where no label stands above it. */
  prefix?: string
}

/** A civil date: no time, no zone, so that it never moves by a day. */
export function DateField({ value, onChange, min, max, ...rest }: Props) {
  const day = value ? dayjs(value, 'YYYY-MM-DD') : null
  return (
    <DatePicker
      {...rest}
      minDate={min ? dayjs(min, 'YYYY-MM-DD') : undefined}
      maxDate={max ? dayjs(max, 'YYYY-MM-DD') : undefined}
      style={{ width: '100%' }}
      value={day?.isValid() ? day : null}
      onChange={(d) => onChange?.(d ? d.format('YYYY-MM-DD') : undefined)}
      format={['YYYY-MM-DD', 'YYYY/M/D', 'YYYY年M月D日']}
    />
  )
}
