import { Alert } from 'antd'
import type { ReactNode } from 'react'

/** Sentences above a form: the first says what happened, the rest found no field. */
export function Notice({ lines, type = 'error', action }: { lines: string[]; type?: 'error' | 'warning' | 'info' | 'success'; action?: ReactNode }) {
  if (lines.length === 0) return null
  return (
    <Alert
      role="alert"
      type={type}
      showIcon
      style={{ marginBottom: 16 }}
      title={lines[0]}
      action={action}
      description={
        lines.length > 1 ? (
          <ul style={{ margin: 0, paddingLeft: '1.2em' }}>
            {lines.slice(1).map((l) => (
              <li key={l}>{l}</li>
            ))}
          </ul>
        ) : undefined
      }
    />
  )
}
