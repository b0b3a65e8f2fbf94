import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { Query } from '@/lib/api/client'
import { useDownload } from '@/lib/download'
import { messages, useT } from '@/lib/i18n/language'

const texts = messages({ xlsx: ['导出 Excel', 'Export Excel'] })

/** Saves a list, with the filters now set, as .xlsx. */
export function ExportButton({ path, query, label, size }: { path: string; query?: Query; label?: string; size?: 'small' }) {
  const t = useT(texts)
  const { message } = App.useApp()
  const download = useDownload()
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    try {
      await download(path, query)
    } catch (e) {
      message.error((e as Error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void go()} size={size}>
      {label ?? t('xlsx')}
    </Button>
  )
}
