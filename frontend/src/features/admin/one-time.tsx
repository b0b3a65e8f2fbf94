import { CopyOutlined } from '@ant-design/icons'
import { App, Button, Modal } from 'antd'
import { messages, useT } from '@/lib/i18n/language'

const texts = messages({
  title: ['一次性密码', 'One-time password'],
  text: ['只显示这一次，系统不保存。请当面或电话告诉本人；首次登录时必须修改。', 'Shown this once and kept nowhere. Tell the person; it must be changed at the first sign-in.'],
  account: ['账号', 'Account'],
  copy: ['复制账号和密码', 'Copy both'],
  copied: ['已复制', 'Copied'],
  close: ['我已记下，关闭', 'Noted, close'],
})

export interface OneTimeSecret {
  account: string
  name: string
  password: string
}

/** A password that is shown once. It lives in this component's caller only until the dialog is closed. */
export function OneTimeDialog({ secret, onClose }: { secret: OneTimeSecret | null; onClose: () => void }) {
  const t = useT(texts)
  const { message } = App.useApp()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(`${secret?.account} ${secret?.password}`)
      message.success(t('copied'))
    } catch {
      // Without a secure connection the browser forbids it; the text can be selected by hand.
    }
  }
  return (
    <Modal
      open={secret !== null}
      title={t('title')}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={[
        <Button key="copy" icon={<CopyOutlined />} onClick={() => void copy()}>
          {t('copy')}
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {t('close')}
        </Button>,
      ]}
      destroyOnHidden
    >
      <p>
        {t('account')}：<b>{secret?.account}</b>（{secret?.name}）
      </p>
      <code className="one-time" data-testid="one-time-password">
        {secret?.password}
      </code>
      <p className="gap-above">{t('text')}</p>
    </Modal>
  )
}
