import { RightOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { newKey } from '@/lib/api/client'
import { messages, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { openDeal, type Match } from './api'
import { DeclineButton, RestoreButton } from './decline-dialog'

const texts = messages({
  deal: ['发起对接', 'Start a deal'],
  openDeal: ['查看对接 {serial}', 'Open deal {serial}'],
  leadNo: ['公开线索须先由单位认领，才能对接', 'A public lead must be claimed by its organisation first'],
  note: ['给对方的话（可不填）', 'A line to the other side (optional)'],
  cancel: ['取消', 'Cancel'],
  started: ['已发起对接，等对方回应。', 'The deal is opened; the other side is asked.'],
})

/** What a side or a broker can do with a pair: open a deal, or put it aside and back. The server decides in the end. */
export function MatchActions({ match: m }: { match: Match }) {
  const t = useT(texts)
  const broker = useIs('broker')
  const may = broker || m.demand.mine || m.achievement.mine
  const go = useNavigate()
  const { message } = App.useApp()
  const [key] = useState(newKey)
  const [note, setNote] = useState<string | null>(null)
  const start = useMutation({
    ...openDeal(key),
    onSuccess: (d) => {
      message.success(t('started'))
      void go(`/deals/${d.id}`)
    },
    onError: (e) => message.error(e.message, 6),
  })
  if (m.deal)
    return (
      <Link to={`/deals/${m.deal.id}`}>
        <Button type="primary" icon={<RightOutlined />} iconPlacement="end">
          {t('openDeal', { serial: m.deal.serial })}
        </Button>
      </Link>
    )
  if (m.declined) return may ? <RestoreButton match={m} /> : null
  const lead = m.demand.lead || m.achievement.lead
  return (
    <>
      {lead ? (
        <span className="muted">{t('leadNo')}</span>
      ) : (
        may && (
          <Button type="primary" loading={start.isPending} onClick={() => setNote('')} data-testid="start-deal">
            {t('deal')}
          </Button>
        )
      )}
      {may && <DeclineButton match={m} />}
      <Modal
        open={note !== null}
        title={t('deal')}
        okText={t('deal')}
        cancelText={t('cancel')}
        okButtonProps={{ className: 'start-deal-now' }}
        confirmLoading={start.isPending}
        onCancel={() => setNote(null)}
        onOk={() => start.mutate({ match: m.id, note: note ?? '' })}
      >
        <label htmlFor="deal-opening">{t('note')}</label>
        <Input.TextArea id="deal-opening" value={note ?? ''} onChange={(e) => setNote(e.target.value)} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Modal>
    </>
  )
}
