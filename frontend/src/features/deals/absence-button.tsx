import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { get, put } from '@/lib/api/client'
import { messages, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { DateField } from '@/ui/date-field'
import { placeErrors } from '@/ui/form-errors'
import { Notice } from '@/ui/notice'

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

interface Absence {
  from: string
  to: string
  note?: string
}

/** 暂不在岗 of the reader's unit: days on which its clocks stand still. */
export function AbsenceButton() {
  const t = useT(texts)
  const may = useIs('enterprise', 'institute', 'researcher', 'agency', 'commissioner')
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [lines, setLines] = useState<string[]>([])
  const [form] = Form.useForm<{ absences: Absence[] }>()
  const query = useQuery({ queryKey: ['absences'], queryFn: ({ signal }) => get<{ items: Absence[] }>('/absences', undefined, signal), enabled: may && open })
  const save = useMutation({
    mutationFn: (v: { absences?: Absence[] }) => put('/absences', { absences: v.absences ?? [] }),
    onSuccess: () => {
      setOpen(false)
      void client.invalidateQueries()
    },
    onError: (e) => setLines(placeErrors(form, e)),
  })
  if (!may) return null
  const needed = [{ required: true, message: t('needed') }]
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('title')}</Button>
      <Modal open={open} title={t('title')} okText={t('save')} cancelText={t('cancel')} confirmLoading={save.isPending} onCancel={() => setOpen(false)} onOk={() => form.submit()} destroyOnHidden>
        <p className="muted">{t('help')}</p>
        <Notice lines={lines} />
        {query.data && (
          <Form form={form} layout="vertical" requiredMark={false} initialValues={{ absences: query.data.items }} onFinish={(v) => save.mutate(v)}>
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
