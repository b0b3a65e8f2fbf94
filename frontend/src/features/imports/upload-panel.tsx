import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Radio, Spin } from 'antd'
import { useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { changed } from '@/lib/api/keys'
import { useDownload } from '@/lib/download'
import { messages, useLanguage, useT } from '@/lib/i18n/language'
import { useReference } from '@/lib/reference'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { sendTable, template, type Import } from './api'

const texts = messages({
  title: ['上传表格', 'Upload a table'],
  kind: ['表格内容', 'What is in it'],
  template: ['下载模板', 'Download the template'],
  templateText: ['模板里有下拉选项和填写说明；原有的征集表也能直接传，表头对不上的列会请您对应一次，以后自动记住。', 'The template has drop-downs and help. Your own form works too: columns with unknown headings are mapped once and remembered.'],
  drop: ['把一个或几个文件拖到这里，或者', 'Drop one file or several here, or'],
  choose: ['选择文件', 'Choose a file'],
  types: ['.xlsx、.xls、.et、.docx（表格）、.csv、.jsonl，网页存成的 .xls，或几个文件压成的 .zip；一个工作表最多 20,000 行，一次最多 50,000 行', '.xlsx, .xls, .et, .docx (tables), .csv, .jsonl, web pages saved as .xls, or several files in a .zip; at most 20,000 rows a sheet and 50,000 in one import'],
  checking: ['正在上传并逐行检查…', 'Uploading and checking every row…'],
  nth: ['第 {n} 个，共 {all} 个：{name}', '{n} of {all}: {name}'],
  asks: ['已读取，表头不认识：请打开说明各列是什么', 'Read; its headings are unknown: open it and say what they are'],
  checked: ['已检查：{good} 行可导入，{bad} 行有错误', 'Checked: {good} good rows, {bad} bad'],
  secret: ['涉密信息不得上传。', 'State secrets must not be uploaded.'],
  safe: ['上传后先检查和预览，确认之前不会写入任何内容；同一个文件传两次也不会重复。', 'Nothing is written before you confirm; the same file twice changes nothing.'],
})

export function UploadPanel() {
  const t = useT(texts)
  const lang = useLanguage()
  const { data } = useReference()
  const go = useNavigate()
  const client = useQueryClient()
  const { message } = App.useApp()
  const download = useDownload()
  const input = useRef<HTMLInputElement>(null)
  const [kind, setKind] = useState<Import['kind']>('demands')
  const [over, setOver] = useState(false)
  const [done, setDone] = useState<{ name: string; id?: string; text: string }[]>([])
  const [now, setNow] = useState('')
  const send = useMutation({
    // One file after the other: each is an import of its own, and one that cannot be read does not stop the rest.
    mutationFn: async (files: File[]) => {
      if (files.length === 1 && files[0]) return sendTable(kind, files[0])
      const list: { name: string; id?: string; text: string }[] = []
      for (const [n, file] of files.entries()) {
        setNow(t('nth', { n: n + 1, all: files.length, name: file.name }))
        try {
          const i = await sendTable(kind, file)
          list.push({ name: file.name, id: i.id, text: i.asks ? t('asks') : t('checked', { good: i.rows.good, bad: i.rows.bad }) })
        } catch (e) {
          list.push({ name: file.name, text: (e as Error).message })
        }
        setDone([...list])
      }
      return undefined
    },
    onMutate: () => setDone([]),
    onSuccess: (i) => {
      void changed(client, ['imports'])
      if (i) void go(`/imports/${i.id}`)
    },
    onSettled: () => {
      setNow('')
      if (input.current) input.current.value = ''
    },
  })
  const take = (files: FileList | null) => {
    if (files && files.length > 0 && !send.isPending) send.mutate([...files])
  }
  return (
    <Panel title={t('title')}>
      <Notice lines={send.error ? [send.error.message] : []} />
      <div className="stack" style={{ gap: 14 }}>
        <div className="row">
          <span id="import-kind">{t('kind')}</span>
          <Radio.Group aria-labelledby="import-kind" optionType="button" value={kind} onChange={(e) => setKind(e.target.value as Import['kind'])} options={(data?.importKinds ?? []).map((k) => ({ value: k.code, label: lang === 'en' ? k.english : k.name }))} />
          <Button icon={<DownloadOutlined />} onClick={() => void download(template(kind)).catch((e: Error) => message.error(e.message))}>
            {t('template')}
          </Button>
        </div>
        <p className="muted flat">
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
              <Spin /> <p style={{ margin: '10px 0 0' }}>{now || t('checking')}</p>
            </div>
          ) : (
            <>
              <InboxOutlined className="drop-sign" />
              <p style={{ margin: '6px 0' }}>
                {t('drop')}{' '}
                <Button type="primary" onClick={() => input.current?.click()} tabIndex={-1} aria-hidden>
                  {t('choose')}
                </Button>
              </p>
              <input ref={input} type="file" multiple className="visually-hidden" aria-label={t('choose')} accept=".xlsx,.xlsm,.xls,.et,.docx,.doc,.csv,.txt,.jsonl,.html,.htm,.mht,.xml,.zip" onChange={(e) => take(e.target.files)} />
              <p className="muted flat">
                {t('types')}
              </p>
            </>
          )}
        </div>
        {done.length > 0 && (
          <ul className="uploaded">
            {done.map((d) => (
              <li key={d.name}>
                {d.id ? <Link to={`/imports/${d.id}`}>{d.name}</Link> : <b>{d.name}</b>} <span className={d.id ? 'muted' : 'bad'}>{d.text}</span>
              </li>
            ))}
          </ul>
        )}
        <p className="muted flat">
          <b>{t('secret')}</b> {t('safe')}
        </p>
      </div>
    </Panel>
  )
}
