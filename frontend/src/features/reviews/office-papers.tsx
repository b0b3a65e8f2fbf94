import { FilePdfOutlined, FileWordOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useDownload } from '@/lib/download'
import { messages, useT } from '@/lib/i18n/language'
import { useOptions } from '@/lib/vocabulary'
import { Panel } from '@/ui/page'
import { reviewPaper, type Review } from './api'

const texts = messages({
  title: ['评审文书', 'Papers'],
  summary: ['上会材料在评审完成后生成。', 'The papers for the deciders follow the end of the review.'],
  get: ['下载{paper}（{format}）', 'Download {paper} ({format})'],
})

/** The papers of a review, as Word and PDF. The asker has those for the deciders. */
export function PapersPanel({ review: r, officer }: { review: Review; officer: boolean }) {
  const t = useT(texts)
  const options = useOptions()
  const download = useDownload()
  const { message } = App.useApp()
  const done = r.state === 'done'
  const papers = options('reviewPapers').filter((p) => (p.value === 'summary' ? done : officer))
  return (
    <Panel title={t('title')}>
      {!done && <p className="muted">{t('summary')}</p>}
      <ul className="plain-list">
        {papers.map((p) => (
          <li key={p.value} className="row between">
            <span>{p.label}</span>
            <span className="row">
              {(['docx', 'pdf'] as const).map((f) => {
                const format = f === 'docx' ? 'Word' : 'PDF'
                return (
                  <Button
                    key={f}
                    icon={f === 'docx' ? <FileWordOutlined /> : <FilePdfOutlined />}
                    aria-label={t('get', { paper: p.label, format })}
                    onClick={() => void download(reviewPaper(r.id, p.value, f)).catch((e: Error) => message.error(e.message, 6))}
                  >
                    {format}
                  </Button>
                )
              })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
