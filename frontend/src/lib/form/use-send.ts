import { useMutation, type UseMutationOptions } from '@tanstack/react-query'
import type { FormInstance } from 'antd'
import { useState } from 'react'
import { placeErrors, type Place } from './errors'

type Fields = Pick<FormInstance, 'setFields' | 'getFieldInstance'>

/** Sends a form once: field errors go to their fields, the other sentences come back as lines above the form. */
export function useSend<R, V>(form: Fields, options: UseMutationOptions<R, Error, V>, done?: (r: R, sent: V) => void, place?: Place) {
  const [lines, setLines] = useState<string[]>([])
  const send = useMutation({
    ...options,
    onMutate: () => setLines([]),
    onSuccess: (r: R, sent: V) => done?.(r, sent),
    onError: (e) => setLines(placeErrors(form, e, place)),
  })
  return { send: send.mutate, busy: send.isPending, error: send.error, lines, clear: () => setLines([]) }
}
