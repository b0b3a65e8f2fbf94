import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { newKey, post } from '@/lib/api/client'
import { messages, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { FileField, type StoredFile } from '@/ui/file-field'
import { placeErrors } from '@/ui/form-errors'
import { Notice } from '@/ui/notice'
import { pathOf, type Kind, type Listing } from './types'

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
  const [lines, setLines] = useState<string[]>([])
  const [form] = Form.useForm<{ proof: string; file?: StoredFile | null }>()
  const key = useRef(newKey())
  const go = useNavigate()
  const ask = useMutation({
    mutationFn: (v: { proof: string; file?: StoredFile | null }) =>
      post<{ id: string }>(`${pathOf(kind)}/${l.id}/claims`, { proof: v.proof, file: v.file?.id }, { idempotencyKey: key.current }),
    onSuccess: (c) => void go(`/claims/${c.id}`),
    onError: (e) => setLines(placeErrors(form, e)),
  })
  if (kind === 'demand' ? !demand : !achievement) return null
  return (
    <>
      <Button type="primary" data-testid="claim" onClick={() => setOpen(true)}>
        {t('ask')}
      </Button>
      <Modal open={open} title={t('ask')} okText={t('ask')} cancelText={t('cancel')} confirmLoading={ask.isPending} onCancel={() => setOpen(false)} onOk={() => form.submit()} destroyOnHidden>
        <p className="muted">{t('how')}</p>
        <Notice lines={lines} />
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => ask.mutate(v)}>
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
