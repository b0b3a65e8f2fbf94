import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Radio, Spin } from 'antd'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '@/lib/api/client'
import { useDownload } from '@/lib/download'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { kinds, type Import } from './types'

const texts = messages({
  title: ['上传表格', 'Upload a table'],
  kind: ['表格内容', 'What is in it'],
  template: ['下载模板', 'Download the template'],
  templateText: ['模板里有下拉选项和填写说明；原有的征集表也能直接传，表头对不上的列会请您对应一次，以后自动记住。', 'The template has drop-downs and help. Your own form works too: columns with unknown headings are mapped once and remembered.'],
  drop: ['把文件拖到这里，或者', 'Drop the file here, or'],
  choose: ['选择文件', 'Choose a file'],
  types: ['.xlsx、.xls、.et、.docx（表格）、.csv、.jsonl，网页存成的 .xls，或几个文件压成的 .zip', '.xlsx, .xls, .et, .docx (tables), .csv, .jsonl, web pages saved as .xls, or several files in a .zip'],
  checking: ['正在上传并逐行检查…', 'Uploading and checking every row…'],
  safe: ['上传后先检查和预览，确认之前不会写入任何内容；同一个文件传两次也不会重复。', 'Nothing is written before you confirm; the same file twice changes nothing.'],
})

export function UploadPanel() {
  const t = useT(texts)
  const say = useSay()
  const go = useNavigate()
  const client = useQueryClient()
  const { message } = App.useApp()
  const download = useDownload()
  const input = useRef<HTMLInputElement>(null)
  const [kind, setKind] = useState('demands')
  const [over, setOver] = useState(false)
  const send = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData()
      form.append('kind', kind)
      form.append('file', file)
      return call<Import>('POST', '/imports', { form }).then((r) => r.data)
    },
    onSuccess: (i) => {
      void client.invalidateQueries()
      void go(`/imports/${i.id}`)
    },
    onSettled: () => {
      if (input.current) input.current.value = ''
    },
  })
  const take = (files: FileList | null) => {
    const f = files?.[0]
    if (f && !send.isPending) send.mutate(f)
  }
  return (
    <Panel title={t('title')}>
      <Notice lines={send.error ? [send.error.message] : []} />
      <div className="stack" style={{ gap: 14 }}>
        <div className="row">
          <span id="import-kind">{t('kind')}</span>
          <Radio.Group aria-labelledby="import-kind" optionType="button" value={kind} onChange={(e) => setKind(e.target.value as string)} options={Object.entries(kinds).map(([value, x]) => ({ value, label: say(x) }))} />
          <Button icon={<DownloadOutlined />} onClick={() => void download('/imports/template', { kind }).catch((e: Error) => message.error(e.message))}>
            {t('template')}
          </Button>
        </div>
        <p className="muted" style={{ margin: 0 }}>
          {t('templateText')}
        </p>
        <div
          className={`drop ${over ? 'over' : ''}`}
          onDragOver={(e) => {
            e.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(e) => {
            e.preventDefault()
            setOver(false)
            take(e.dataTransfer.files)
          }}
        >
          {send.isPending ? (
            <div role="status">
              <Spin /> <p style={{ margin: '10px 0 0' }}>{t('checking')}</p>
            </div>
          ) : (
            <>
              <InboxOutlined style={{ fontSize: 34, color: '#7aa59a' }} />
              <p style={{ margin: '6px 0' }}>
                {t('drop')}{' '}
                <Button type="primary" onClick={() => input.current?.click()} tabIndex={-1} aria-hidden>
                  {t('choose')}
                </Button>
              </p>
              <input ref={input} type="file" className="visually-hidden" aria-label={t('choose')} accept=".xlsx,.xlsm,.xls,.et,.docx,.doc,.csv,.txt,.jsonl,.html,.htm,.mht,.xml,.zip" onChange={(e) => take(e.target.files)} />
              <p className="muted" style={{ margin: 0 }}>
                {t('types')}
              </p>
            </>
          )}
        </div>
        <p className="muted" style={{ margin: 0 }}>
          {t('safe')}
        </p>
      </div>
    </Panel>
  )
}
