import { App } from 'antd'
import type { MouseEvent } from 'react'
import { useNavigate } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { switchRole, useMe } from '@/lib/session'

const texts = messages({ failed: ['切换角色没有成功：{why}', 'Could not change the role: {why}'] })

/** A link to a page of one of the reader's roles: he acts in that role from then on. Other says that he does not yet. */
export function useOpen(membership: string, href: string) {
  const t = useT(texts)
  const me = useMe()
  const go = useNavigate()
  const { message } = App.useApp()
  const other = membership !== me?.membership?.id
  const onClick = (e: MouseEvent) => {
    if (!other || e.metaKey || e.ctrlKey) return
    e.preventDefault()
    switchRole(membership).then(
      () => void go(href),
      (why: Error) => message.error(t('failed', { why: why.message })),
    )
  }
  return { other, link: { to: href, onClick } }
}
