import { CopyOutlined, LinkOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Modal, QRCode } from 'antd'
import { useState } from 'react'
import { messages, useT } from '@/lib/i18n/language'
import { endLink, makeLink } from './api'

const texts = messages({
  draw: ['生成监督人链接', 'Link for the witness'],
  seat: ['生成一次性链接', 'One-time link'],
  title: ['一次性链接', 'One-time link'],
  text: ['只显示这一次，系统不保存。请当面或通过可靠方式交给 {name} 本人；重新生成后旧链接失效。', 'Shown this once and kept nowhere. Hand it to {name} alone; a new link ends the old one.'],
  qr: ['一次性链接的二维码', 'QR code of the one-time link'],
  copy: ['复制链接', 'Copy the link'],
  copied: ['已复制', 'Copied'],
  close: ['我已交给本人，关闭', 'Handed over, close'],
  end: ['停用链接', 'End the link'],
  ended: ['链接已停用', 'The link has ended'],
})

/** Makes the one-time link of a witness or an expert and shows it once, as text and as a picture to scan. */
export function LinkButton({ of, id, name }: { of: 'draws' | 'seats'; id: string; name: string }) {
  const t = useT(texts)
  const { message } = App.useApp()
  const [link, setLink] = useState('')
  const make = useMutation({
    ...makeLink(of, id),
    // The token stands behind the #, which a browser never sends.
    onSuccess: ({ token }) => {
      setLink(`${window.location.origin}/links/${of === 'draws' ? 'draw' : 'seat'}#${token}`)
      make.reset()
    },
    onError: (e) => message.error(e.message, 6),
  })
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link)
      message.success(t('copied'))
    } catch {
      // Without a secure connection the browser forbids it; the text can be selected by hand.
    }
  }
  return (
    <>
      <Button icon={<LinkOutlined />} loading={make.isPending} onClick={() => make.mutate()}>
        {t(of === 'draws' ? 'draw' : 'seat')}
      </Button>
      <Modal
        open={link !== ''}
        title={t('title')}
        closable={false}
        mask={{ closable: false }}
        keyboard={false}
        destroyOnHidden
        footer={[
          <Button key="copy" icon={<CopyOutlined />} onClick={() => void copy()}>
            {t('copy')}
          </Button>,
          <Button key="close" type="primary" onClick={() => setLink('')}>
            {t('close')}
          </Button>,
        ]}
      >
        <p>{t('text', { name })}</p>
        <div role="img" aria-label={t('qr')} style={{ display: 'flex', justifyContent: 'center', marginBottom: 12 }}>
          <QRCode value={link || '-'} size={220} />
        </div>
        <code data-testid="one-time-link" style={{ display: 'block', userSelect: 'all', overflowWrap: 'anywhere' }}>
          {link}
        </code>
      </Modal>
    </>
  )
}

export function EndLinkButton({ seat }: { seat: string }) {
  const t = useT(texts)
  const { message } = App.useApp()
  const end = useMutation({ ...endLink(seat), onSuccess: () => message.success(t('ended')), onError: (e) => message.error(e.message, 6) })
  return (
    <Button danger loading={end.isPending} onClick={() => end.mutate()}>
      {t('end')}
    </Button>
  )
}
