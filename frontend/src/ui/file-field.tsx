import { PaperClipOutlined } from '@ant-design/icons'
import { App, Button, Progress } from 'antd'
import { useRef, useState } from 'react'
import { call } from '@/lib/api/client'
import { useDownload } from '@/lib/download'
import { messages, useT } from '@/lib/i18n/language'

const texts = messages({
  choose: ['选择文件', 'Choose a file'],
  other: ['换一个文件', 'Choose another'],
  sending: ['正在上传…', 'Uploading…'],
  secret: ['涉密信息不得上传。', 'State secrets must not be uploaded.'],
})

export interface StoredFile {
  id: string
  name: string
  size: number
  type: string
  sha256: string
}

interface Props {
  id?: string
  value?: StoredFile | null
  onChange?: (file: StoredFile | null) => void
  purpose?: string
  accept?: string
  label?: string
}

/** Uploads one file to POST /files and gives its description to the form. */
export function FileField({ id, value, onChange, purpose = 'attachment', accept = '.pdf,.jpg,.jpeg,.png,.docx,.xlsx', label }: Props) {
  const t = useT(texts)
  const { message } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const download = useDownload()
  const [busy, setBusy] = useState(false)
  const send = async (file: File) => {
    setBusy(true)
    try {
      const form = new FormData()
      form.append('purpose', purpose)
      form.append('file', file)
      onChange?.((await call<StoredFile>('POST', '/files', { form })).data)
    } catch (e) {
      message.error((e as Error).message, 6)
    } finally {
      setBusy(false)
      if (input.current) input.current.value = ''
    }
  }
  return (
    <div className="row">
      <input
        id={id}
        ref={input}
        type="file"
        accept={accept}
        className="visually-hidden"
        aria-label={label ?? t('choose')}
        onChange={(e) => e.target.files?.[0] && void send(e.target.files[0])}
      />
      <Button icon={<PaperClipOutlined />} loading={busy} onClick={() => input.current?.click()} tabIndex={-1} aria-hidden>
        {value ? t('other') : (label ?? t('choose'))}
      </Button>
      {busy && <Progress percent={99} status="active" showInfo={false} style={{ width: 120 }} aria-label={t('sending')} />}
      {value && (
        <Button type="link" onClick={() => void download(`/files/${value.id}`).catch((e: Error) => message.error(e.message))}>
          {value.name}
        </Button>
      )}
      <span className="muted">{t('secret')}</span>
    </div>
  )
}
