import { OrgSelect } from '@/ui/org-select'

/** Several organisations, each found by its name. */
export function OrgList({ value = [], onChange }: { value?: string[]; onChange?: (v: string[]) => void }) {
  return (
    <div className="stack" style={{ gap: 8 }}>
      {[...value, ''].map((id, i) => (
        <OrgSelect key={`${i}-${id}`} value={id || undefined} onChange={(v) => onChange?.([...value.slice(0, i), ...(v ? [v] : []), ...value.slice(i + 1)])} />
      ))}
    </div>
  )
}
