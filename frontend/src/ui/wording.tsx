import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useEffect } from 'react'
import { wordingQuery, type Contract } from '@/lib/api/contracts'
import { storedFile } from '@/lib/api/files'
import { useDownload } from '@/lib/download'
import { messages, useT } from '@/lib/i18n/language'
import { FileView } from './file-view'
import { Loaded } from './state-view'
import './wording.css'

const texts = messages({
  label: ['合同文本', 'Text of the contract'],
  open: ['打开文件', 'Open the file'],
  whole: ['全文共 {n} 段', '{n} paragraphs'],
})

interface Props {
  contract: Pick<Contract, 'id' | 'rev'>
  /** Called with the hash of a text once it stands on the page, or once its file was opened. */
  onOpened?: (hash: string) => void
  /** False on a closed tab: there a file is not fetched yet. */
  inSight?: boolean
}

/** The id of a paragraph, by which a point of the pre-check leads to it. */
export const paragraphId = (n: number) => `wording-${n}`

/** What both sides confirm, in the page: the words of a .docx, a PDF or a picture itself. Other files are opened. */
export function WordingText({ contract: c, onOpened, inSight = true }: Props) {
  const t = useT(texts)
  const { message } = App.useApp()
  const download = useDownload()
  const query = useQuery(wordingQuery(c))
  const shown = query.data?.readable ? query.data.hash : ''
  useEffect(() => {
    if (shown) onOpened?.(shown)
  }, [shown, onOpened])
  return (
    <Loaded query={query} rows={6}>
      {(w) => (
        <>
          {w.readable ? (
            <div className="wording" tabIndex={0} role="region" aria-label={t('label')} data-testid="wording">
              {w.paragraphs?.map((p, i) => (
                <p key={i} id={paragraphId(i + 1)}>
                  {p}
                </p>
              ))}
            </div>
          ) : w.shown ? (
            inSight && <FileView key={w.file} file={w.file} name={w.name} kind={w.shown} onShown={() => onOpened?.(w.hash)} />
          ) : (
            w.why && <p className="muted">{w.why}</p>
          )}
          <div className="row">
            {w.readable && <span className="muted">{t('whole', { n: w.paragraphs?.length ?? 0 })}</span>}
            {w.file && (
              <Button
                size="small"
                icon={<DownloadOutlined />}
                onClick={() =>
                  void download(storedFile(w.file))
                    .then(() => onOpened?.(w.hash))
                    .catch((e: Error) => message.error(e.message))
                }
              >
                {t('open')}
              </Button>
            )}
          </div>
        </>
      )}
    </Loaded>
  )
}
