import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { Me } from '@/lib/api/wire'
import { messages, useT } from '@/lib/i18n/language'
import { resume, signOut } from '@/lib/session'

const texts = messages({
  title: ['登录已过期', 'Your session has ended'],
  text: ['请输入密码继续。页面停在原处，已填写的内容都还在。', 'Enter your password to go on. The page stays as it is, with everything you typed.'],
  who: ['账号 {account}（{name}）', 'Account {account} ({name})'],
  password: ['密码', 'Password'],
  go: ['登录并继续', 'Sign in and go on'],
  leave: ['退出，不保留未保存的内容', 'Sign out, without what is not saved'],
})

/** Asks the person of the page for the password again, over the page: a long form is not lost with the session. */
export function LapsedDialog({ me }: { me: Me }) {
  const t = useT(texts)
  const box = useRef<HTMLDialogElement>(null)
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState('')
  const { account, name } = me.person
  useEffect(() => box.current?.showModal(), [])
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setBusy(true)
    setFailed('')
    resume(password).catch((e: Error) => {
      setFailed(e.message)
      setBusy(false)
    })
  }
  return (
    // A browser closes a dialog at the second Escape whatever the page says; it opens again.
    <dialog ref={box} className="lapsed" aria-labelledby="lapsed-title" data-testid="lapsed" onCancel={(e) => e.preventDefault()} onClose={() => box.current?.showModal()}>
      <form onSubmit={submit}>
        <h2 id="lapsed-title">{t('title')}</h2>
        <p>{t('text')}</p>
        {failed && (
          <div role="alert" className="alert alert-error">
            {failed}
          </div>
        )}
        <p className="muted">{t('who', { account, name })}</p>
        <input type="text" autoComplete="username" value={account} readOnly hidden />
        <label htmlFor="lapsed-password">{t('password')}</label>
        <input id="lapsed-password" type="password" autoComplete="current-password" required autoFocus value={password} onChange={(e) => setPassword(e.target.value)} />
        <div className="row">
          <button type="submit" className="btn btn-primary" disabled={busy}>
            {t('go')}
          </button>
          <button type="button" className="btn btn-text" onClick={() => void signOut()}>
            {t('leave')}
          </button>
        </div>
      </form>
    </dialog>
  )
}
