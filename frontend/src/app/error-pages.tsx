import { Link, useRouteError } from 'react-router'
import type { Access } from '@/lib/feature'
import { isRole } from '@/lib/api/wire'
import { comma, messages, useSay, useT } from '@/lib/i18n/language'
import { switchRole, useMe } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { Page } from '@/ui/page'
import { Empty } from '@/ui/state-view'

const texts = messages({
  missing: ['没有这个页面', 'No such page'],
  missingShort: ['这个网址没有内容', 'Nothing at this address'],
  missingText: ['网址可能写错了，或页面已经搬走。', 'The address may be mistyped, or the page has moved.'],
  home: ['回到首页', 'Home'],
  forbidden: ['现在的角色不能打开这个页面', 'Your present role cannot open this page'],
  forbiddenShort: ['换一个角色就能打开', 'Another role may open it'],
  forbiddenText: ['可以打开的角色：{roles}。请换用其中一个，或联系本市场管理员。', 'Roles that may open it: {roles}. Switch to one of them, or ask the administrator of this market.'],
  as: ['换用“{role}”', 'Act as {role}'],
  crash: ['页面出错了', 'This page has failed'],
  crashText: ['请刷新页面；如仍出现，请把时间和操作告诉管理员。未保存的表单内容保存在本机，重新打开即可找回。', 'Please reload. If it happens again, tell the administrator when and what you did. Unsaved form texts are kept on this device.'],
  reload: ['刷新页面', 'Reload'],
})

export function MissingPage() {
  const t = useT(texts)
  return (
    <Page title={t('missing')}>
      <div className="panel">
        <Empty picture="missing" title={t('missingShort')} actions={<Link to="/" className="btn btn-primary">{t('home')}</Link>}>
          {t('missingText')}
        </Empty>
      </div>
    </Page>
  )
}

export function ForbiddenPage({ access }: { access: Access }) {
  const t = useT(texts)
  const me = useMe()
  const say = useSay()
  const other = typeof access === 'string' ? [] : (me?.memberships ?? []).filter((m) => isRole(m.role) && access.includes(m.role))
  return (
    <Page title={t('forbidden')}>
      <div className="panel">
        <Empty
          title={t('forbiddenShort')}
          actions={other.map((m) => (
            <button type="button" className="btn btn-primary" key={m.id} onClick={() => void switchRole(m.id)}>
              {t('as', { role: say(word('roles', m.role, m.roleName)) })}
            </button>
          ))}
        >
          {t('forbiddenText', { roles: (typeof access === 'string' ? [] : access).map((r) => say(word('roles', r))).join(say(comma)) })}
        </Empty>
      </div>
    </Page>
  )
}

/** Shown instead of a white page. A missing chunk after an update heals by a reload. */
export function CrashPage() {
  const t = useT(texts)
  const error = useRouteError()
  return (
    <main style={{ maxWidth: 640, margin: '10vh auto', padding: 16 }}>
      <div className="panel">
        <Empty picture="missing" title={t('crash')} actions={<button type="button" className="btn btn-primary" onClick={() => location.reload()}>{t('reload')}</button>}>
          <p>{t('crashText')}</p>
          <code style={{ fontSize: 12 }}>{error instanceof Error ? error.message : String(error)}</code>
        </Empty>
      </div>
    </main>
  )
}
