import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { newKey } from '@/lib/api/client'
import { backup, forget, restore } from '@/lib/form/backup'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { addNote, type Deal } from './api'

const texts = messages({
  title: ['洽谈记录', 'Log'],
  hint: ['双方和技术经理人共同记录，都能看到。', 'Kept and read by both sides and the broker.'],
  none: ['还没有记录。写下第一次沟通的时间和结论。', 'Nothing yet. Note when you first talked and what came of it.'],
  field: ['新记录', 'New line'],
  placeholder: ['例如：3 月 5 日电话沟通，对方同意先看样机', 'e.g. 5 March, call: they want to see the prototype first'],
  add: ['写入记录', 'Add'],
})

/** The common log of both sides and the broker. What is typed survives a failed save. */
export function DealLog({ deal: d }: { deal: Deal }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const store = `deal-note.${d.id}`
  const [text, setText] = useState(() => restore<string>(store)?.value ?? '')
  const [key, setKey] = useState(newKey)
  useEffect(() => {
    if (text) backup(store, text)
  }, [store, text])
  const add = useMutation({
    ...addNote(d.id, key),
    onSuccess: () => {
      setText('')
      forget(store)
      setKey(newKey())
    },
  })
  const notes = [...(d.notes ?? [])].sort((a, b) => a.at - b.at)
  return (
    <Panel title={t('title')}>
      <p className="muted">{t('hint')}</p>
      {notes.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <ul className="notes">
          {notes.map((n) => (
            <li key={`${n.at}-${n.person}`}>
              <div className="muted">
                {n.name} · {say(word('roles', n.role))} · <span className="nowrap">{timeOf(n.at, lang)}</span>
              </div>
              <div className="prewrap">{n.text}</div>
            </li>
          ))}
        </ul>
      )}
      {d.acts.includes('note') && (
        <Form layout="vertical" onFinish={() => add.mutate(text)}>
          <Notice lines={add.error ? [add.error.message] : []} />
          <Form.Item label={t('field')} htmlFor="deal-note">
            <Input.TextArea id="deal-note" value={text} onChange={(e) => setText(e.target.value)} placeholder={t('placeholder')} autoSize={{ minRows: 2, maxRows: 10 }} maxLength={2000} showCount />
          </Form.Item>
          <Button htmlType="submit" loading={add.isPending} disabled={!text.trim()}>
            {t('add')}
          </Button>
        </Form>
      )}
    </Panel>
  )
}
