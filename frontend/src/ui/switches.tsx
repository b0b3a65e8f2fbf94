import { FontSizeOutlined, GlobalOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { setElder, useElder } from '@/lib/elder'
import { messages, setLanguage, useLanguage, useT } from '@/lib/i18n/language'

const texts = messages({
  lang: ['English', '中文'],
  langHint: ['Switch to English', '切换到中文'],
  elder: ['长者模式', 'Large type'],
  elderOff: ['标准字号', 'Normal type'],
})

export function LanguageSwitch() {
  const lang = useLanguage()
  const t = useT(texts)
  return (
    <Button type="text" icon={<GlobalOutlined />} lang={lang === 'en' ? 'zh-CN' : 'en'} title={t('langHint')} onClick={() => setLanguage(lang === 'en' ? 'zh' : 'en')}>
      {t('lang')}
    </Button>
  )
}

export function ElderSwitch() {
  const on = useElder()
  const t = useT(texts)
  return (
    <Button type="text" icon={<FontSizeOutlined />} aria-pressed={on} onClick={() => setElder(!on)}>
      {on ? t('elderOff') : t('elder')}
    </Button>
  )
}
