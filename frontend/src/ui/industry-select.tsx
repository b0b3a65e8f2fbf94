import { TreeSelect } from 'antd'
import { useLanguage } from '@/lib/i18n/language'
import { useReference } from '@/lib/reference'

interface Props {
  id?: string
  value?: string
  onChange?: (code: string | undefined) => void
  placeholder?: string
  'aria-label'?: string
  style?: React.CSSProperties
}

/** One industry of the two-level taxonomy; the search finds names and codes. */
export function IndustrySelect({ value, onChange, ...rest }: Props) {
  const { data, isPending } = useReference()
  const lang = useLanguage()
  return (
    <TreeSelect
      {...rest}
      value={value || undefined}
      onChange={(v: string | undefined) => onChange?.(v)}
      loading={isPending}
      allowClear
      showSearch={{ treeNodeFilterProp: 'title' }}
      popupMatchSelectWidth={false}
      treeData={(data?.industries ?? []).map((top) => ({
        value: top.code,
        title: lang === 'en' && top.english ? top.english : top.name,
        children: top.children?.map((c) => ({ value: c.code, title: lang === 'en' && c.english ? c.english : c.name })),
      }))}
    />
  )
}
