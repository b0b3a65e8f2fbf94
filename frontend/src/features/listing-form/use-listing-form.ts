import { App, type FormInstance } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { pathOf, type Content, type Kind, type Listing } from '@/lib/api/listings'
import { useRecordForm } from '@/lib/form/use-record-form'
import { useT } from '@/lib/i18n/language'
import { useMe } from '@/lib/session'
import { postListing, putListing, readListing, submitListing } from './api'
import { formTexts } from './form-texts'
import { fieldOf, sentOf, toContent } from './form-values'

const versionOf = (l: Listing) => ({ value: l.draft ?? l.content, rev: l.rev })

/** Saving a draft, submitting it, and keeping every typed word on this device until the server has it. */
export function useListingForm(kind: Kind, saved: Listing | null, form: FormInstance<Content>) {
  const t = useT(formTexts)
  const me = useMe()
  const go = useNavigate()
  const { message } = App.useApp()
  // A new listing has its id from the first save on.
  const [id, setId] = useState(saved?.id)
  const [how, setHow] = useState<'save' | 'submit'>('save')
  const start = saved ? versionOf(saved) : { value: { title: '', text: '' } as Content, rev: 0 }
  const record = useRecordForm<Content, Listing>({
    form,
    start,
    load: id ? () => readListing(kind, id).then(versionOf) : undefined,
    save: async (content, rev, key) => {
      const l = id ? await putListing(kind, id, rev, sentOf(content)) : await postListing(kind, sentOf(content), key)
      setId(l.id)
      return l
    },
    changes: [`${kind}s`],
    saved: versionOf,
    done: (l, submitted) => {
      message.success(t(submitted ? 'submitted' : 'saved'))
      if (submitted) void go(`${pathOf(kind)}/${l.id}`)
      else if (!saved) void go(`${pathOf(kind)}/${l.id}/edit`, { replace: true })
    },
    failed: ([first]) => {
      const at = form.getFieldsError().find((f) => f.errors.length > 0)
      if (!at) return window.scrollTo({ top: 0 })
      message.error(first)
      form.scrollToField(at.name, { block: 'center', focus: true })
    },
    place: fieldOf,
    later: t('stale'),
    slot: `${kind}.${saved?.id ?? 'new'}.${me?.membership?.id ?? ''}`,
    resume: true,
  })
  const typed = () => toContent(form.getFieldsValue(true) as Content, start.value)
  return {
    ...record,
    start: record.old?.mine ?? start.value,
    how,
    keep: () => record.keep(typed()),
    discard: () => {
      record.discard()
      form.resetFields()
      form.setFieldsValue(start.value)
    },
    save: (submit: boolean) => {
      setHow(submit ? 'submit' : 'save')
      record.save(typed(), submit ? (l) => submitListing(kind, l.id, l.rev) : undefined)
    },
  }
}
