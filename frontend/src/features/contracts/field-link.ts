// Leads to one field of the contract form.
import type { FormInstance } from 'antd'
import { pointerToPath } from '@/lib/api/problem'

/** The address of the form with the field to go to. */
export const fieldLink = (id: string, pointer: string): string => `/contracts/${id}/edit?field=${encodeURIComponent(pointer)}`

/** Scrolls to a field and puts the focus into it; a group of fields is scrolled to by its first one. */
export function goToField(form: FormInstance, pointer: string): void {
  const name = pointerToPath(pointer)
  const id = name.join('_')
  const at = document.getElementById(id) ?? document.querySelector<HTMLElement>(`[data-field="${pointer}"]`)
  at?.closest('.ant-form-item')?.scrollIntoView({ block: 'center' })
  if (!at) form.scrollToField(name, { block: 'center' })
  at?.focus({ preventScroll: true })
}
