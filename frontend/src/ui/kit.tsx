import { App as Feedback, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useEffect, type ReactNode } from 'react'
import { useElder } from '@/lib/elder'
import { useLanguage } from '@/lib/i18n/language'
import { theme } from './theme'

/** What the components of Ant Design need around them: theme, language and a place for messages. */
export default function Kit({ children }: { children: ReactNode }) {
  const lang = useLanguage()
  const elder = useElder()
  useEffect(() => {
    dayjs.locale(lang === 'en' ? 'en' : 'zh-cn')
  }, [lang])
  return (
    <ConfigProvider theme={theme(elder)} locale={lang === 'en' ? enUS : zhCN} button={{ autoInsertSpace: false }}>
      <Feedback component={false}>{children}</Feedback>
    </ConfigProvider>
  )
}
