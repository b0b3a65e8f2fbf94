import { FontSizeOutlined, GlobalOutlined } from '@ant-design/icons'
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
    <button type="button" className="btn btn-text" lang={lang === 'en' ? 'zh-CN' : 'en'} title={t('langHint')} onClick={() => setLanguage(lang === 'en' ? 'zh' : 'en')}>
      <GlobalOutlined />
      {t('lang')}
    </button>
  )
}

export function ElderSwitch() {
  const on = useElder()
  const t = useT(texts)
  return (
    <button type="button" className="btn btn-text" aria-pressed={on} onClick={() => setElder(!on)}>
      <FontSizeOutlined />
      {on ? t('elderOff') : t('elder')}
    </button>
  )
}
