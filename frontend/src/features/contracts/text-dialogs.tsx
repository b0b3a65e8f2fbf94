import { useMutation } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Modal } from 'antd'
import { useState } from 'react'
import type { Contract } from '@/lib/api/contracts'
import type { StoredFile } from '@/lib/api/files'
import { takeStep } from '@/lib/api/steps'
import { useSend } from '@/lib/form/use-send'
import { messages, useT } from '@/lib/i18n/language'
import { useMe } from '@/lib/session'
import { FileField } from '@/ui/file-field'
import { Notice } from '@/ui/notice'

const texts = messages({
  confirm: ['确认合同文本', 'Confirm the text'],
  as: ['以“{org}”的名义确认下面这份文件：', 'In the name of “{org}” you confirm this file:'],
  read: ['我已打开并通读这份文本，同意按它签订', 'I have opened and read this text and agree to it'],
  tick: ['请先勾选。', 'Please tick the box first.'],
  kept: ['您的姓名、角色、时间和文件校验值会写入历史；双方都确认后合同成为“已签订”。', 'Your name, role, the time and the hash are kept; with both confirmations the contract is concluded.'],
  confirmed: ['已确认合同文本', 'Text confirmed'],
  stamp: ['录入盖章合同', 'Enter the stamped contract'],
  scan: ['盖章合同扫描件（PDF、OFD 或图片）', 'Scan of the stamped contract (PDF, OFD or picture)'],
  scanNeeded: ['请先上传扫描件。', 'Please upload the scan first.'],
  stampText: ['线下已盖章的合同，上传扫描件后即为“已签订”，代替双方在线确认。请先在内容里填好签订日期。', 'For a contract stamped on paper: with its scan it counts as concluded. Fill in the date of signing first.'],
  stamped: ['已录入盖章合同', 'Stamped contract entered'],
  cancel: ['取消', 'Cancel'],
})

/** Gives the word of one's own side for exactly one file, named by its hash; only once that file was opened. */
export function ConfirmText({ contract: c, hash, opened }: { contract: Contract; hash: string; opened: boolean }) {
  const t = useT(texts)
  const me = useMe()
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<{ read: boolean }>()
  const send = useMutation({
    ...takeStep('contracts', c.id, c.rev),
    onSuccess: () => {
      setOpen(false)
      message.success(t('confirmed'))
    },
  })
  return (
    <>
      <Button type="primary" data-step="confirm" disabled={!opened} onClick={() => { send.reset(); form.resetFields(); setOpen(true) }}>
        {t('confirm')}
      </Button>
      <Modal open={open} title={t('confirm')} okText={t('confirm')} cancelText={t('cancel')} confirmLoading={send.isPending} onCancel={() => setOpen(false)} onOk={() => form.submit()} destroyOnHidden>
        <Notice lines={send.error ? [send.error.message] : []} />
        <p>{t('as', { org: me?.membership?.orgName || me?.person.name || '' })}</p>
        <p>
          <b>{c.text?.name}</b>
        </p>
        <p>
          <code className="hash">{hash}</code>
        </p>
        <Form form={form} onFinish={() => send.mutate({ step: 'confirm', body: { hash } })}>
          <Form.Item name="read" valuePropName="checked" rules={[{ validator: (_, v) => (v ? Promise.resolve() : Promise.reject(new Error(t('tick')))) }]}>
            <Checkbox disabled={!opened}>{t('read')}</Checkbox>
          </Form.Item>
        </Form>
        <p className="muted">{t('kept')}</p>
      </Modal>
    </>
  )
}

/** Enters a contract that was stamped on paper. */
export function StampText({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<{ file: StoredFile }>()
  const { send, busy, lines, clear } = useSend(
    form,
    takeStep('contracts', c.id, c.rev),
    () => {
      setOpen(false)
      message.success(t('stamped'))
    },
    (p) => (p[0] === 'file' ? ['file'] : null),
  )
  return (
    <>
      <Button data-step="stamp" onClick={() => { clear(); form.resetFields(); setOpen(true) }}>
        {t('stamp')}
      </Button>
      <Modal open={open} title={t('stamp')} okText={t('stamp')} cancelText={t('cancel')} confirmLoading={busy} onCancel={() => setOpen(false)} onOk={() => form.submit()} destroyOnHidden>
        <p className="muted">{t('stampText')}</p>
        <Notice lines={lines} />
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => send({ step: 'stamp', body: { file: v.file.id } })}>
          <Form.Item name="file" label={t('scan')} rules={[{ required: true, message: t('scanNeeded') }]}>
            <FileField accept=".pdf,.ofd,.jpg,.jpeg,.png" />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
