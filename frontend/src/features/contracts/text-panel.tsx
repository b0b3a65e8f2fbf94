import { CheckCircleFilled, ClockCircleOutlined, DownloadOutlined, FileWordOutlined, ReadOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Collapse } from 'antd'
import { useState } from 'react'
import { can as canTake, type Contract } from '@/lib/api/contracts'
import { storedFile, type Download } from '@/lib/api/files'
import { saveBytes, useDownload } from '@/lib/download'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { FileField } from '@/ui/file-field'
import { Panel } from '@/ui/page'
import { WordingText } from '@/ui/wording'
import { changeText, printedText } from './api'
import { ConfirmText, StampText } from './text-dialogs'

const texts = messages({
  title: ['合同文本与确认', 'Text and confirmation'],
  none: ['还没有合同文本。可以按填写内容生成一份 Word 文本，也可以上传双方拟好的文本；线下盖章的合同直接录入扫描件。', 'No text yet. Generate a Word draft from the fields, upload your own, or enter the scan of a stamped contract.'],
  generate: ['按内容生成文本', 'Generate the text'],
  generateAnew: ['作废签订，按内容重新生成', 'Void the signatures and generate anew'],
  changeSigned: ['需要改动已签订的文本', 'The signed text must be changed'],
  read: ['在页面上阅读全文', 'Read the text here'],
  hide: ['收起全文', 'Hide the text'],
  readFirst: ['打开全文后才能确认。', 'Open the text before you confirm it.'],
  upload: ['上传合同文本', 'Upload the text'],
  pdf: ['下载 PDF', 'Download PDF'],
  html: ['下载打印网页', 'Download page to print'],
  version: ['第 {n} 版', 'version {n}'],
  generated: ['平台生成', 'generated'],
  by: ['{by} 于 {at}', '{by}, {at}'],
  hash: ['文件校验值（SHA-256）', 'File hash (SHA-256)'],
  void: ['更换文本后，双方已做的确认全部作废。', 'A changed text voids both confirmations.'],
  seller: ['卖方', 'Seller'],
  buyer: ['买方', 'Buyer'],
  waiting: ['尚未确认', 'Not confirmed yet'],
  done: ['已确认', 'Confirmed'],
  noSeal: ['平台确认不代替印章；需要印章的，请录入盖章合同。', 'A confirmation is not a seal; where one is needed enter the stamped contract.'],
  paper: ['盖章合同扫描件', 'Scan of the stamped contract'],
  enteredBy: ['{by} 录入，{at}', 'entered by {by}, {at}'],
  changed: ['合同文本已更换', 'Text changed'],
})

/** The wording of the contract and who stands by it, with the hash everybody confirms. */
export function TextPanel({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const { message } = App.useApp()
  const download = useDownload()
  const can = (s: string) => canTake(c, s)
  const change = useMutation({ ...changeText(c.id, c.rev), onSuccess: () => message.success(t('changed')), onError: (e) => message.error(e.message, 6) })
  const print = useMutation({
    mutationFn: async (kind: 'pdf' | 'html') => saveBytes(await printedText(c.id, kind), `${c.serial}.${kind}`),
    onError: (e) => message.error(e.message, 10),
  })
  const save = (file: Download) => void download(file).catch((e: Error) => message.error(e.message))
  const text: Download = { path: '/contracts/{id}/text', params: { path: { id: c.id } } }
  const fileLink = (file: string | undefined, name: string | undefined) => (
    <Button type="link" icon={<DownloadOutlined />} onClick={() => save(file ? storedFile(file) : text)} style={{ paddingInline: 0, whiteSpace: 'normal', height: 'auto' }}>
      {name}
    </Button>
  )
  const [reading, setReading] = useState(false)
  const [opened, setOpened] = useState('')
  const signed = c.state === 'confirmed'
  const changes = (
    <>
      <Button icon={<FileWordOutlined />} danger={signed} loading={change.isPending && change.variables === null} onClick={() => change.mutate(null)}>
        {t(signed ? 'generateAnew' : 'generate')}
      </Button>
      <FileField key={c.rev} label={t('upload')} accept=".pdf,.ofd,.docx" onChange={(f) => f && change.mutate(f.id)} />
    </>
  )
  const confirmations = c.confirmations ?? []
  const showSides = c.state === 'confirming' || confirmations.length > 0
  return (
    <Panel title={t('title')}>
      {!c.text && !c.paper && <p>{t('none')}</p>}
      {c.text && (
        <div>
          <div className="row">
            {fileLink(c.text.file, c.text.name)}
            {c.text.generated &&
              (['pdf', 'html'] as const).map((kind) => (
                <Button key={kind} size="small" loading={print.isPending && print.variables === kind} onClick={() => print.mutate(kind)} data-testid={`text-${kind}`}>
                  {t(kind)}
                </Button>
              ))}
            <span className="muted">
              {[t('version', { n: c.text.version }), c.text.generated && t('generated'), t('by', { by: c.text.by, at: timeOf(c.text.at, lang) })].filter(Boolean).join(' · ')}
            </span>
          </div>
          <div className="muted gap-above">
            {t('hash')}
          </div>
          <code className="hash" data-testid="contract-hash">
            {c.text.blob}
          </code>
        </div>
      )}
      {(c.text || c.paper) && (
        <div className="gap-above">
          <Button icon={<ReadOutlined />} aria-expanded={reading} onClick={() => setReading(!reading)} data-testid="read-text">
            {t(reading ? 'hide' : 'read')}
          </Button>
          {reading && (
            <div className="gap-above">
              <WordingText contract={c} onOpened={setOpened} />
            </div>
          )}
        </div>
      )}
      {c.text && showSides && !c.paper && (
        <ul className="confirm-sides">
          {(['seller', 'buyer'] as const).map((side) => {
            const x = confirmations.find((k) => k.side === side)
            return (
              <li key={side} className={x ? 'done' : ''}>
                <div className="muted">{t(side)}</div>
                <b>{c[side].name}</b>
                {x ? (
                  <div>
                    <span className="good-text">
                      <CheckCircleFilled /> {t('done')}
                    </span>
                    <div className="muted">
                      {x.personName} · {say(word('roles', x.role))} · <span className="nowrap">{timeOf(x.at, lang)}</span>
                    </div>
                    <code className="hash">{x.hash.slice(0, 16)}…</code>
                  </div>
                ) : (
                  <div className="wait-text">
                    <ClockCircleOutlined /> {t('waiting')}
                  </div>
                )}
              </li>
            )
          })}
        </ul>
      )}
      {c.paper && (
        <div className="gap-above">
          <div className="muted">{t('paper')}</div>
          {fileLink(c.paper.scan.file, c.paper.scan.name)}
          <div className="muted">{t('enteredBy', { by: c.paper.byName, at: timeOf(c.paper.at, lang) })}</div>
          {c.paper.scan.blob && <code className="hash">{c.paper.scan.blob}</code>}
        </div>
      )}
      <div className="row gap-above">
        {can('confirm') && c.text && <ConfirmText contract={c} hash={c.text.blob} opened={opened === c.text.blob} />}
        {can('confirm') && c.text && opened !== c.text.blob && <span className="muted">{t('readFirst')}</span>}
        {can('replace-text') && !signed && changes}
        {can('stamp') && <StampText contract={c} />}
      </div>
      {can('replace-text') && signed && (
        <Collapse className="gap-above"
          ghost
         
          items={[
            {
              key: 'change',
              label: t('changeSigned'),
              children: (
                <>
                  <p>
                    <b>{t('void')}</b>
                  </p>
                  <div className="row">{changes}</div>
                </>
              ),
            },
          ]}
        />
      )}
      {can('replace-text') && !signed && confirmations.length > 0 && <p className="muted">{t('void')}</p>}
      {showSides && !c.paper && <p className="muted">{t('noSeal')}</p>}
    </Panel>
  )
}
