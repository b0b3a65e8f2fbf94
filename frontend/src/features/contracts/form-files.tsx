import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import type { ContractContent } from '@/lib/api/contracts'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useOptions, word } from '@/lib/vocabulary'
import { FileField } from '@/ui/file-field'
import { Panel } from '@/ui/page'
import type { Attachment } from './api'

const texts = messages({
  title: ['附件', 'Attachments'],
  hint: ['权属证明、批准文件等；PDF、OFD、Word、Excel、JPEG、PNG，每个不超过 20 MB。', 'Proof of IP, approvals and the like; PDF, OFD, Word, Excel, JPEG, PNG, at most 20 MB each.'],
  kind: ['附件种类', 'Kind of attachment'],
  add: ['添加附件', 'Add a file'],
  remove: ['移除 {name}', 'Remove {name}'],
  removeShort: ['移除', 'Remove'],
})

function Files({ value = [], onChange }: { value?: Attachment[]; onChange?: (v: Attachment[]) => void }) {
  const t = useT(texts)
  const say = useSay()
  const options = useOptions()
  const [kind, setKind] = useState('ipProof')
  return (
    <>
      <ul className="file-lines">
        {value.map((a) => (
          <li key={a.file}>
            <span className="muted">{say(word('attachmentKinds', a.kind))}</span>
            <span>{a.name}</span>
            <Button size="small" type="text" danger aria-label={t('remove', { name: a.name ?? '' })} onClick={() => onChange?.(value.filter((x) => x.file !== a.file))}>
              {t('removeShort')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="row gap-above">
        <Select aria-label={t('kind')} style={{ width: 200 }} value={kind} onChange={setKind} options={options('attachmentKinds')} />
        <FileField
          key={value.length}
          label={t('add')}
          accept=".pdf,.ofd,.jpg,.jpeg,.png,.docx,.xlsx"
          onChange={(f) => f && onChange?.([...value.filter((x) => x.file !== f.id), { kind, file: f.id, blob: f.sha256, name: f.name }])}
        />
      </div>
    </>
  )
}

export function FormFiles() {
  const t = useT(texts)
  return (
    <Panel title={t('title')}>
      <p className="muted">{t('hint')}</p>
      <Form.Item<ContractContent> name="attachments" noStyle>
        <Files />
      </Form.Item>
    </Panel>
  )
}
