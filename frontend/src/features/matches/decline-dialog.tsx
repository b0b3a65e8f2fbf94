import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useSend } from '@/lib/form/use-send'
import { messages, useT } from '@/lib/i18n/language'
import { useOptions } from '@/lib/vocabulary'
import { Notice } from '@/ui/notice'
import { declineMatch, restoreMatch, type Match } from './api'

const texts = messages({
  open: ['不合适', 'Not suitable'],
  title: ['为什么不合适？', 'Why is it not suitable?'],
  what: ['这条匹配会从您的列表移到“已排除”，随时可以恢复；对方不会收到通知。任何一方更新内容后会重新推荐。', 'It leaves your list for “Put aside”, from where you can bring it back. The other side is not told. It returns when either side publishes new content.'],
  learn: ['原因会帮助以后推荐得更准。', ' The reason makes later matches better.'],
  category: ['原因', 'Reason'],
  needed: ['请选择原因类别。', 'Please choose a category.'],
  note: ['补充说明（选填）', 'Note (optional)'],
  noteOther: ['用几个字说明原因', 'Say why in a few words'],
  noteNeeded: ['选“其他”时请用几个字说明原因。', 'Please say why in a few words.'],
  ok: ['排除', 'Put aside'],
  cancel: ['取消', 'Cancel'],
  done: ['已排除', 'Put aside'],
  undo: ['撤销', 'Undo'],
  restore: ['恢复到列表', 'Back to the list'],
  restored: ['已恢复到列表。', 'Back in the list.'],
})

interface Answers {
  category: string
  note?: string
}

function useRestore(id: string) {
  const t = useT(texts)
  const { message } = App.useApp()
  return useMutation({ ...restoreMatch(id), onSuccess: () => message.success(t('restored')), onError: (e) => message.error(e.message, 6) })
}

/** Brings a pair that was put aside back into the list. */
export function RestoreButton({ match: m }: { match: Match }) {
  const t = useT(texts)
  const restore = useRestore(m.id)
  return (
    <Button loading={restore.isPending} onClick={() => restore.mutate()} data-testid="restore-match">
      {t('restore')}
    </Button>
  )
}

/** Puts a pair aside with a reason, without opening a deal; a word with an undo button follows. */
export function DeclineButton({ match: m }: { match: Match }) {
  const t = useT(texts)
  const options = useOptions()
  const { notification } = App.useApp()
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<Answers>()
  const other = Form.useWatch('category', form) === 'other'
  const restore = useRestore(m.id)
  const decline = useSend(form, declineMatch(m.id), () => {
    setOpen(false)
    const key = `declined-${m.id}`
    const undo = () => {
      notification.destroy(key)
      restore.mutate()
    }
    notification.success({ key, title: t('done'), description: m.achievement.title, actions: <Button onClick={undo}>{t('undo')}</Button>, placement: 'bottomRight', duration: 8 })
  })
  return (
    <>
      <Button
        data-testid="decline-match"
        onClick={() => {
          decline.clear()
          setOpen(true)
        }}
      >
        {t('open')}
      </Button>
      <Modal
        open={open}
        title={t('title')}
        okText={t('ok')}
        cancelText={t('cancel')}
        confirmLoading={decline.busy}
        onCancel={() => setOpen(false)}
        onOk={() => form.submit()}
        destroyOnHidden
      >
        <p className="muted">
          {t('what')}
          {t('learn')}
        </p>
        <Notice lines={decline.lines} />
        <Form form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={(v) => decline.send({ category: v.category, note: v.note ?? '' })}>
          <Form.Item name="category" label={t('category')} rules={[{ required: true, message: t('needed') }]}>
            <Radio.Group className="reason-grid" options={options('dealCategories')} />
          </Form.Item>
          <Form.Item name="note" label={t(other ? 'noteOther' : 'note')} rules={[{ required: other, whitespace: other, message: t('noteNeeded') }]}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
