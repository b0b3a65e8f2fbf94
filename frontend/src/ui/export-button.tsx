import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { Download } from '@/lib/api/files'
import { useDownload } from '@/lib/download'
import { messages, useT } from '@/lib/i18n/language'

const texts = messages({ xlsx: ['导出 Excel', 'Export Excel'] })

/** Saves a list, with the filters now set, as .xlsx. */
export function ExportButton({ file, size }: { file: Download; size?: 'small' }) {
  const t = useT(texts)
  const { message } = App.useApp()
  const download = useDownload()
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    try {
      await download(file)
    } catch (e) {
      message.error((e as Error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void go()} size={size}>
      {t('xlsx')}
    </Button>
  )
}
