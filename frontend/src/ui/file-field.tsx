import { PaperClipOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Progress } from 'antd'
import { useRef } from 'react'
import { storedFile, upload, type StoredFile } from '@/lib/api/files'
import { useDownload } from '@/lib/download'
import { messages, useT } from '@/lib/i18n/language'

const texts = messages({
  choose: ['选择文件', 'Choose a file'],
  other: ['换一个文件', 'Choose another'],
  sending: ['正在上传…', 'Uploading…'],
  secret: ['涉密信息不得上传。', 'State secrets must not be uploaded.'],
})

interface Props {
  id?: string
  value?: StoredFile | null
  onChange?: (file: StoredFile | null) => void
  purpose?: string
  accept?: string
  label?: string
  /** The bid for which the file is sealed. */
  sealedFor?: string
}

/** Uploads one file and gives its description to the form. */
export function FileField({ id, value, onChange, purpose = 'attachment', accept = '.pdf,.jpg,.jpeg,.png,.docx,.xlsx', label, sealedFor }: Props) {
  const t = useT(texts)
  const { message } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const download = useDownload()
  const send = useMutation({
    ...upload(purpose, sealedFor),
    onSuccess: (file) => onChange?.(file),
    onError: (e) => message.error(e.message, 6),
    onSettled: () => {
      if (input.current) input.current.value = ''
    },
  })
  return (
    <div className="row">
      <input
        id={id}
        ref={input}
        type="file"
        accept={accept}
        className="visually-hidden"
        aria-label={label ?? t('choose')}
        onChange={(e) => e.target.files?.[0] && send.mutate(e.target.files[0])}
      />
      <Button icon={<PaperClipOutlined />} loading={send.isPending} onClick={() => input.current?.click()} tabIndex={-1} aria-hidden>
        {value ? t('other') : (label ?? t('choose'))}
      </Button>
      {send.isPending && <Progress percent={99} status="active" showInfo={false} style={{ width: 120 }} aria-label={t('sending')} />}
      {value && (
        <Button type="link" onClick={() => void download(storedFile(value.id)).catch((e: Error) => message.error(e.message))}>
          {value.name}
        </Button>
      )}
      <span className="muted">{t('secret')}</span>
    </div>
  )
}
