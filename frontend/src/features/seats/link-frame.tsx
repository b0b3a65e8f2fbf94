import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { Brand } from '@/ui/brand'
import { Page } from '@/ui/page'
import { Empty } from '@/ui/state-view'
import { ElderSwitch, LanguageSwitch } from '@/ui/switches'
import './seats.css'

const texts = messages({
  whole: ['请打开完整的链接', 'Open the whole link'],
  copied: ['链接“#”后面的部分没有带上。请从收到的消息里重新打开或完整复制。', 'What stands behind the # is missing: open the link from the message again, or copy all of it.'],
})

/** A page of a one-time link, for a phone and without an account. */
export function LinkFrame({ title, children }: { title: string; children: (token: string) => ReactNode }) {
  const t = useT(texts)
  const token = useLocation().hash.slice(1).trim()
  return (
    <div className="link-page">
      <div className="row between gap-below">
        <span className="row">
          <Brand size={28} />
          <b>科榜</b>
        </span>
        <span className="row">
          <LanguageSwitch />
          <ElderSwitch />
        </span>
      </div>
      {token ? (
        children(token)
      ) : (
        <Page title={title}>
          <div className="panel">
            <Empty picture="missing" title={t('whole')}>
              {t('copied')}
            </Empty>
          </div>
        </Page>
      )}
    </div>
  )
}
