import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { dateOf } from '@/lib/format'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { Panel } from '@/ui/page'
import { answerCredit, contractCredits, seeCredit } from './api'

const texts = messages({
  title: ['居间记录', 'Introductions'],
  hint: ['平台只记录谁在何时引荐，不裁定报酬。', 'Kebang records who introduced whom; it awards no money.'],
  line: ['{at} 引荐，有效期至 {until}', 'Introduced on {at}; counts until {until}'],
  ask: ['请答复后再提交或确认合同。', 'Please answer before you propose or confirm.'],
  stays: [
    '双方尚未答复。现在录入盖章合同不受影响；这条引荐保持待答复，并列入双方的待办。',
    'Neither party has answered. You can enter the stamped paper; this stays open and both parties are asked to answer.',
  ],
  seller: ['卖方', 'Seller'],
  buyer: ['买方', 'Buyer'],
  reason: ['异议的理由（科技主管部门会看到）', 'Reason (the bureau reads it)'],
  send: ['提交异议', 'Contest'],
  cancel: ['取消', 'Cancel'],
  seen: ['已知悉', 'Mark as read'],
})

/** Who introduced the parties within the period, and what each party says to it. */
export function CreditPanel({ contract, side }: { contract: string; side: string }) {
  const t = useT(texts)
  const say = useSay()
  const { message } = App.useApp()
  const officer = useIs('officer')
  const desk = useIs('officer', 'registrar')
  const [contest, setContest] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const query = useQuery(contractCredits(contract))
  const done = () => {
    setContest(null)
    setReason('')
  }
  const onError = (e: Error) => message.error(e.message, 6)
  const send = useMutation({ ...answerCredit(contract), onSuccess: done, onError })
  const seen = useMutation({ ...seeCredit, onSuccess: done, onError })
  const items = query.data?.items ?? []
  if (items.length === 0) return null
  const mine = side === 'seller' || side === 'buyer' ? side : null
  return (
    <Panel title={t('title')}>
      <p className="muted">{t('hint')}</p>
      <ul className="plain-list">
        {items.map((c) => (
          <li key={c.id}>
            <div>{[c.name, c.orgName].filter(Boolean).join(' · ')}</div>
            <div>{t('line', { at: dateOf(c.introducedAt), until: c.until })}</div>
            <div>
              <Link className="num nowrap" to={`/deals/${c.introduction}`}>
                {c.serial}
              </Link>{' '}
              · <b>{say(word('creditStates', c.state))}</b>
            </div>
            {mine && c.state === 'offered' && !c[mine] && <div className="muted">{t('ask')}</div>}
            {(['seller', 'buyer'] as const).map((s) => {
              const a = c[s]
              return a ? <div key={s}>{[t(s), a.name, say(word('creditStates', a.answer)), a.reason].filter(Boolean).join(' · ')}</div> : null
            })}
            {mine && c.state !== 'refused' && !c[mine] && (
              <div className="row">
                <Button size="small" type="primary" onClick={() => send.mutate({ introduction: c.introduction, answer: 'taken' })}>
                  {say(word('creditStates', 'taken'))}
                </Button>
                <Button size="small" onClick={() => setContest(c.introduction)}>
                  {say(word('creditStates', 'contested'))}
                </Button>
                {!c.related && (
                  <Button size="small" onClick={() => send.mutate({ introduction: c.introduction, answer: 'unrelated' })}>
                    {say(word('creditStates', 'unrelated'))}
                  </Button>
                )}
              </div>
            )}
            {desk && c.state === 'offered' && <div className="muted">{t('stays')}</div>}
            {officer && c.state === 'contested' && !c.seen && (
              <Button size="small" onClick={() => seen.mutate(c.id)}>
                {t('seen')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Modal
        open={contest !== null}
        title={say(word('creditStates', 'contested'))}
        okText={t('send')}
        cancelText={t('cancel')}
        okButtonProps={{ disabled: !reason.trim() }}
        confirmLoading={send.isPending}
        onCancel={() => setContest(null)}
        onOk={() => contest && send.mutate({ introduction: contest, answer: 'contested', reason })}
      >
        <label htmlFor="credit-reason">{t('reason')}</label>
        <Input.TextArea id="credit-reason" value={reason} onChange={(e) => setReason(e.target.value)} autoSize={{ minRows: 3 }} maxLength={2000} />
      </Modal>
    </Panel>
  )
}
