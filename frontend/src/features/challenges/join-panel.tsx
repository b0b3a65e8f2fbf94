import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { Link, useNavigate } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { useIs, useRole } from '@/lib/session'
import { Panel } from '@/ui/page'
import '@/ui/form.css'
import { joinChallenge, type Challenge } from './api'

const texts = messages({
  title: ['我要揭榜', 'Take it up'],
  how: ['点下面的按钮告诉发榜方您有意揭榜，随后可以洽谈、填写方案；截止前可以随时更换或撤回。', 'Tell the asker that you are interested; then talk and write the scheme. Until the deadline you may replace it or take it back.'],
  join: ['我有意揭榜', 'I am interested'],
  signIn: ['登录后揭榜', 'Sign in to bid'],
  role: ['揭榜须以企业、高校院所、科研人员或服务机构的身份。', 'A bid needs the role of a firm, an institute, a researcher or an agency.'],
  office: ['代没有账号的团队登记揭榜', 'Enter a team without an account'],
  officeHow: ['没有平台账号的团队，可凭盖章申报书由您代为登记。', 'For a team without an account, from its stamped paper.'],
  name: ['单位名称（个人写姓名）', 'Unit, or name of a person'],
  uscc: ['统一社会信用代码', 'Code of the unit'],
  enter: ['登记', 'Enter'],
  needed: ['请填写名称。', 'Please give the name.'],
})

/** How a team takes the challenge up, while bids are taken. */
export function JoinPanel({ challenge: c }: { challenge: Challenge }) {
  const t = useT(texts)
  const role = useRole()
  const team = useIs('enterprise', 'institute', 'researcher', 'agency')
  const officer = useIs('officer')
  const go = useNavigate()
  const { message } = App.useApp()
  const join = useMutation({ ...joinChallenge(c.id), onSuccess: (b) => void go(`/bids/${b.id}`), onError: (e) => message.error(e.message, 6) })
  if (!c.takes || c.mine) return null
  if (officer)
    return (
      <Panel title={t('office')}>
        <p className="muted">{t('officeHow')}</p>
        <Form layout="vertical" requiredMark={false} onFinish={(v: { name: string; uscc?: string }) => join.mutate(v)}>
          <div className="form-grid">
            <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="uscc" label={t('uscc')}>
              <Input maxLength={18} />
            </Form.Item>
          </div>
          <Button htmlType="submit" loading={join.isPending}>
            {t('enter')}
          </Button>
        </Form>
      </Panel>
    )
  return (
    <Panel title={t('title')}>
      <p>{t(role && !team ? 'role' : 'how')}</p>
      {role === null ? (
        <Link to={`/signin?next=${encodeURIComponent(`/challenges/${c.id}`)}`}>
          <Button type="primary">{t('signIn')}</Button>
        </Link>
      ) : (
        team && (
          <Button type="primary" loading={join.isPending} onClick={() => join.mutate({})}>
            {t('join')}
          </Button>
        )
      )}
    </Panel>
  )
}
