import { EyeOutlined, PaperClipOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Popconfirm, Select } from 'antd'
import { useId, useRef, useState } from 'react'
import { attachFile, detachFile, openings, recordFiles, storedFile, upload, type AttachedFile, type FileLevel, type FilesOf } from '@/lib/api/files'
import { useDownload } from '@/lib/download'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Panel } from './page'
import { Loaded, Loading } from './state-view'
import { ToneTag } from './state-tag'

const texts = messages({
  title: ['附件', 'Files'],
  none: ['还没有附件。', 'No files yet.'],
  add: ['添加附件', 'Add a file'],
  level: ['谁可以看', 'Who may read it'],
  levelOf: ['谁可以看：{name}', 'Who may read {name}'],
  hint: ['PDF、OFD、Word、Excel 或图片，最大 20 MB。打开附件会留下记录，上传方可以看到。', 'PDF, OFD, Word, Excel or a picture, 20 MB at most. Each opening is recorded for the uploader.'],
  secret: ['涉密信息不得上传。', 'State secrets must not be uploaded.'],
  recorded: ['打开附件会留下记录，上传方可以看到。', 'Each opening is recorded and seen by the uploader.'],
  waits: ['审核发布后可见', 'Shown after the next publication'],
  by: ['{name} 上传', 'by {name}'],
  opened: ['打开记录', 'Who opened it'],
  openedOf: ['打开记录：{name}', 'Who opened {name}'],
  nobody: ['还没有人打开过。', 'Nobody has opened it yet.'],
  visitor: ['访客', 'A visitor'],
  remove: ['移除', 'Remove'],
  removeOf: ['移除 {name}', 'Remove {name}'],
  sure: ['移除这个附件？别人将不能再打开它。', 'Remove this file? Nobody else can open it then.'],
  cancel: ['取消', 'Cancel'],
})

const kb = (n: number) => (n < 1 << 20 ? `${Math.ceil(n / 1024)} KB` : `${(n / (1 << 20)).toFixed(1)} MB`)

/**
 * The files of a record: those the reader may open, who opened them, and the tools of those who may attach. Where the panel
 * is expected, its place is kept while it loads.
 */
export function RecordFiles({ of, expected }: { of: FilesOf; expected?: boolean }) {
  const t = useT(texts)
  const query = useQuery(recordFiles(of))
  const { items = [], attach = [] } = query.data ?? {}
  if (query.isPending && expected) return <Loading rows={6} />
  if (items.length === 0 && attach.length === 0) return null
  return (
    <Panel title={t('title')}>
      {items.length === 0 && <p className="muted">{t('none')}</p>}
      <ul className="plain-list" style={{ gap: 10 }}>
        {items.map((f) => (
          <OneFile key={f.id} of={of} file={f} attach={attach} />
        ))}
      </ul>
      {attach.length > 0 ? <AddFile of={of} attach={attach} /> : <p className="muted">{t('recorded')}</p>}
    </Panel>
  )
}

function LevelSelect({ value, onChange, from, label, busy }: { value: FileLevel; onChange: (l: FileLevel) => void; from: FileLevel[]; label: string; busy?: boolean }) {
  const say = useSay()
  const offered = from.includes(value) ? from : [value, ...from]
  return (
    <Select<FileLevel>
      size="small"
      variant="filled"
      aria-label={label}
      prefix={<EyeOutlined aria-hidden />}
      loading={busy}
      value={value}
      onChange={onChange}
      options={offered.map((l) => ({ value: l, label: say(word('levels', l)) }))}
      popupMatchSelectWidth={false}
    />
  )
}

function OneFile({ of, file: f, attach }: { of: FilesOf; file: AttachedFile; attach: FileLevel[] }) {
  const t = useT(texts)
  const say = useSay()
  const { message } = App.useApp()
  const failed = (e: Error) => message.error(e.message, 6)
  const download = useDownload()
  const level = useMutation({ ...attachFile(of), onError: failed })
  const remove = useMutation({ ...detachFile(of), onError: failed })
  const [log, setLog] = useState(false)
  return (
    <li>
      <Button type="link" icon={<PaperClipOutlined />} style={{ paddingInline: 0, whiteSpace: 'normal', height: 'auto', textAlign: 'start' }} onClick={() => void download(storedFile(f.id)).catch(failed)}>
        {f.name}
      </Button>
      <div className="row">
        <span className="muted">{[kb(f.size), f.by && t('by', { name: f.by })].filter(Boolean).join(' · ')}</span>
        {f.removes ? (
          <LevelSelect value={f.level} from={attach} busy={level.isPending} label={t('levelOf', { name: f.name })} onChange={(l) => level.mutate({ id: f.id, level: l })} />
        ) : (
          <ToneTag tone="neutral">{say(word('levels', f.level))}</ToneTag>
        )}
        {f.waits && <ToneTag tone="wait">{t('waits')}</ToneTag>}
        {f.openings && (
          <Button size="small" aria-expanded={log} aria-label={t('openedOf', { name: f.name })} onClick={() => setLog(!log)}>
            {t('opened')}
          </Button>
        )}
        {f.removes && (
          <Popconfirm title={t('sure')} okText={t('remove')} cancelText={t('cancel')} onConfirm={() => remove.mutateAsync(f.id).catch(() => undefined)}>
            <Button size="small" danger loading={remove.isPending} aria-label={t('removeOf', { name: f.name })}>
              {t('remove')}
            </Button>
          </Popconfirm>
        )}
      </div>
      {log && <Openings file={f.id} />}
    </li>
  )
}

function Openings({ file }: { file: string }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  return (
    <Loaded query={useQuery(openings(file))} rows={2}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="muted">{t('nobody')}</p>
        ) : (
          <ul className="plain-list" style={{ gap: 4 }}>
            {items.map((o) => (
              <li key={`${o.at}-${o.person}`}>
                {[o.person || t('visitor'), o.role && say(word('roles', o.role)), o.org].filter(Boolean).join(' · ')} <span className="muted nowrap">{timeOf(o.at, lang)}</span>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}

function AddFile({ of, attach }: { of: FilesOf; attach: FileLevel[] }) {
  const t = useT(texts)
  const { message } = App.useApp()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [level, setLevel] = useState<FileLevel>('protected')
  const link = useMutation(attachFile(of))
  const send = useMutation({
    mutationFn: upload('attachment').mutationFn,
    onSuccess: (f) => link.mutateAsync({ id: f.id, level }),
    onError: (e) => message.error(e.message, 6),
    onSettled: () => {
      if (input.current) input.current.value = ''
    },
  })
  return (
    <>
      <div className="row" style={{ marginBlock: 12 }}>
        <LevelSelect value={level} from={attach} label={t('level')} onChange={setLevel} />
        <input
          id={id}
          ref={input}
          type="file"
          accept=".pdf,.ofd,.jpg,.jpeg,.png,.docx,.xlsx"
          className="visually-hidden"
          aria-label={t('add')}
          data-testid="record-file"
          onChange={(e) => e.target.files?.[0] && send.mutate(e.target.files[0])}
        />
        <Button icon={<PaperClipOutlined />} loading={send.isPending} onClick={() => input.current?.click()} tabIndex={-1} aria-hidden>
          {t('add')}
        </Button>
      </div>
      <p className="muted">
        {t('hint')} {t('secret')}
      </p>
    </>
  )
}
