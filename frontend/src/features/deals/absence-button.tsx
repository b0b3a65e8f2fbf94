import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useSend } from '@/lib/form/use-send'
import { messages, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { DateField } from '@/ui/date-field'
import { Notice } from '@/ui/notice'
import { absencesQuery, saveAbsences, type Absence } from './api'

const texts = messages({
  title: ['暂不在岗', 'Away'],
  help: ['榨季、寒暑假等无人处理对接的时间。其间本单位的回应期限不计，对方能看到起止日期。', 'Times when nobody sees to deals, such as a crushing season or holidays. Your days to answer stand still, and others see the dates.'],
  from: ['开始', 'From'],
  to: ['结束', 'To'],
  note: ['说明', 'Note'],
  add: ['添加一段', 'Add a period'],
  remove: ['删除', 'Remove'],
  save: ['保存', 'Save'],
  cancel: ['取消', 'Cancel'],
  needed: ['请填写。', 'Please fill in.'],
})

/** 暂不在岗 of the reader's unit: days on which its clocks stand still. */
export function AbsenceButton() {
  const t = useT(texts)
  const may = useIs('enterprise', 'institute', 'researcher', 'agency', 'commissioner')
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<{ absences: Absence[] }>()
  const query = useQuery({ ...absencesQuery, enabled: may && open })
  const { send, busy, lines } = useSend(form, saveAbsences, () => setOpen(false))
  if (!may) return null
  const needed = [{ required: true, message: t('needed') }]
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('title')}</Button>
      <Modal open={open} title={t('title')} okText={t('save')} cancelText={t('cancel')} confirmLoading={busy} onCancel={() => setOpen(false)} onOk={() => form.submit()} destroyOnHidden>
        <p className="muted">{t('help')}</p>
        <Notice lines={lines} />
        {query.data && (
          <Form form={form} layout="vertical" requiredMark={false} initialValues={{ absences: query.data.items }} onFinish={(v) => send(v.absences ?? [])}>
            <Form.List name="absences">
              {(fields, { add, remove }) => (
                <>
                  {fields.map((f) => (
                    <div key={f.key} className="form-grid">
                      <Form.Item name={[f.name, 'from']} label={t('from')} rules={needed}>
                        <DateField />
                      </Form.Item>
                      <Form.Item name={[f.name, 'to']} label={t('to')} rules={needed}>
                        <DateField />
                      </Form.Item>
                      <Form.Item name={[f.name, 'note']} label={t('note')} className="full">
                        <Input maxLength={100} suffix={<Button type="link" size="small" onClick={() => remove(f.name)}>{t('remove')}</Button>} />
                      </Form.Item>
                    </div>
                  ))}
                  <Button onClick={() => add({})}>{t('add')}</Button>
                </>
              )}
            </Form.List>
          </Form>
        )}
      </Modal>
    </>
  )
}
