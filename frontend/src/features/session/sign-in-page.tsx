import { Button, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { placeErrors } from '@/lib/form/errors'
import { messages, useT } from '@/lib/i18n/language'
import { useMarket } from '@/lib/market'
import { signIn, useSession } from '@/lib/session'
import { Notice } from '@/ui/notice'
import { SessionCard } from './card'

const texts = messages({
  title: ['登录', 'Sign in'],
  motto: ['难题说得出口，成果找得到主。\n每一次匹配都说得清理由。', 'Needs are heard, results find their users.\nEvery match says why.'],
  account: ['账号', 'Account'],
  password: ['密码', 'Password'],
  accountNeeded: ['请填写账号。', 'Please enter your account.'],
  passwordNeeded: ['请填写密码。', 'Please enter your password.'],
  go: ['登录', 'Sign in'],
  forgot: ['忘记密码时，请联系本县科技主管部门的管理员重置。', 'Forgot your password? Ask the administrator of your market to reset it.'],
  demo: ['演示市场：各角色的账号和密码显示在启动服务的窗口里。', 'Demonstration: the accounts of all roles are printed where the server was started.'],
  browse: ['不登录，先看看已发布的需求和成果', 'Browse published needs and achievements without signing in'],
})

/** Only paths of this site: an address given in the link must not lead away. */
function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/todos'
}

export default function SignInPage() {
  const t = useT(texts)
  const session = useSession()
  const demo = useMarket()?.demo
  const go = useNavigate()
  const [params] = useSearchParams()
  const [form] = Form.useForm<{ account: string; password: string }>()
  const [busy, setBusy] = useState(false)
  const [lines, setLines] = useState<string[]>([])
  useEffect(() => {
    document.title = `${t('title')} · 科榜`
  })
  const next = safeNext(params.get('next'))
  if (session.status === 'in' && !busy) return <Navigate to={next} replace />
  const submit = async (v: { account: string; password: string }) => {
    setBusy(true)
    setLines([])
    try {
      const me = await signIn(v.account.trim(), v.password)
      void go(me.person.mustChange ? '/password' : next, { replace: true })
    } catch (e) {
      setLines(placeErrors(form, e))
      setBusy(false)
    }
  }
  return (
    <SessionCard heading={t('title')} motto={t('motto')}>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => void submit(v)} size="large">
        <Form.Item name="account" label={t('account')} rules={[{ required: true, whitespace: true, message: t('accountNeeded') }]}>
          <Input autoComplete="username" autoFocus autoCapitalize="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordNeeded') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('go')}
        </Button>
      </Form>
      {demo && <p style={{ marginTop: 16, color: 'var(--rust)' }}>{t('demo')}</p>}
      <p className="muted gap-above">
        {t('forgot')}
      </p>
      <Link to="/">{t('browse')}</Link>
    </SessionCard>
  )
}
