import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { newKey } from '@/lib/api/client'
import type { StoredFile } from '@/lib/api/files'
import type { Kind, Listing } from '@/lib/api/listings'
import { useSend } from '@/lib/form/use-send'
import { messages, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { FileField } from '@/ui/file-field'
import { Notice } from '@/ui/notice'
import { claimListing } from './api'

const texts = messages({
  ask: ['申请认领', 'Claim it'],
  how: ['说明这条线索为什么是贵单位的，由科技主管部门比对名称和依据后决定；同意之前不能对接。', 'Say why this lead is your unit’s. The bureau compares names and proof and decides; no deal before that.'],
  proof: ['依据', 'Proof'],
  proofHelp: ['例如：何时报给谁，可查哪份征集表、合同或专利号', 'e.g. reported to whom and when; which form, contract or patent shows it'],
  needed: ['请至少写 10 个字。', 'At least 10 characters.'],
  file: ['附件（可不填）', 'File (optional)'],
  cancel: ['取消', 'Cancel'],
})

/** A request to become the owner of a lead. The kind of unit must fit; the server checks that it is verified. */
export function ClaimButton({ listing: l, kind }: { listing: Listing; kind: Kind }) {
  const t = useT(texts)
  const demand = useIs('enterprise', 'agency', 'commissioner')
  const achievement = useIs('institute', 'researcher')
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<{ proof: string; file?: StoredFile | null }>()
  const [key] = useState(newKey)
  const go = useNavigate()
  const ask = useSend(form, claimListing(kind, l.id, key), (c) => void go(`/claims/${c.id}`))
  if (kind === 'demand' ? !demand : !achievement) return null
  return (
    <>
      <Button type="primary" data-testid="claim" onClick={() => setOpen(true)}>
        {t('ask')}
      </Button>
      <Modal open={open} title={t('ask')} okText={t('ask')} cancelText={t('cancel')} confirmLoading={ask.busy} onCancel={() => setOpen(false)} onOk={() => form.submit()} destroyOnHidden>
        <p className="muted">{t('how')}</p>
        <Notice lines={ask.lines} />
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => ask.send({ proof: v.proof, file: v.file?.id })}>
          <Form.Item name="proof" label={t('proof')} extra={t('proofHelp')} rules={[{ required: true, min: 10, message: t('needed') }]}>
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} showCount />
          </Form.Item>
          <Form.Item name="file" label={t('file')}>
            <FileField />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
