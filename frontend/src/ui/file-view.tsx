import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { bytesOf } from '@/lib/api/files'
import { messages, useT } from '@/lib/i18n/language'
import { Notice } from './notice'
import { Loaded } from './state-view'
import './wording.css'

const texts = messages({
  cannot: ['这个浏览器不能在页面上显示这份文件，请打开文件阅读。', 'This browser cannot show the file on the page; open it to read it.'],
})

interface Props {
  file: string
  name: string
  kind: 'pdf' | 'picture'
  /** Called once the file stands on the page. */
  onShown?: () => void
}

/** An uploaded file in the page. A frame and a picture cannot send the access token, so the page fetches the bytes. */
export function FileView({ file, name, kind, onShown }: Props) {
  const t = useT(texts)
  const able = kind === 'picture' || navigator.pdfViewerEnabled
  const query = useQuery({ ...bytesOf(file), enabled: able })
  const [broken, setBroken] = useState(false)
  const fill = useCallback(
    (at: HTMLIFrameElement | HTMLImageElement | null) => {
      if (!at || !query.data) return
      const src = URL.createObjectURL(new Blob([query.data], kind === 'pdf' ? { type: 'application/pdf' } : {}))
      at.src = kind === 'pdf' ? `${src}#navpanes=0&view=FitH` : src
      return () => URL.revokeObjectURL(src)
    },
    [query.data, kind],
  )
  // An empty frame loads as well, before it has got its file.
  const loaded = (e: { currentTarget: HTMLElement }) => e.currentTarget.hasAttribute('src') && onShown?.()
  if (!able || broken) return <Notice type="info" lines={[t('cannot')]} />
  return (
    <Loaded query={query} rows={6}>
      {() =>
        kind === 'pdf' ? (
          <iframe className="file-view" title={name} ref={fill} onLoad={loaded} data-testid="file-view" />
        ) : (
          <div className="wording" tabIndex={0} role="region" aria-label={name}>
            <img className="file-picture" alt={name} ref={fill} onLoad={loaded} onError={() => setBroken(true)} data-testid="file-view" />
          </div>
        )
      }
    </Loaded>
  )
}
