import { QueryClientProvider } from '@tanstack/react-query'
import { App as Feedback, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useEffect } from 'react'
import { RouterProvider } from 'react-router'
import { useElder } from '@/lib/elder'
import { useLanguage } from '@/lib/i18n/language'
import { queryClient } from '@/lib/query'
import { theme } from '@/ui/theme'
import { router } from './router'

export function App() {
  const lang = useLanguage()
  const elder = useElder()
  useEffect(() => {
    document.documentElement.lang = lang === 'en' ? 'en' : 'zh-CN'
    dayjs.locale(lang === 'en' ? 'en' : 'zh-cn')
  }, [lang])
  useEffect(() => {
    document.documentElement.dataset.elder = elder ? 'on' : 'off'
  }, [elder])
  return (
    <ConfigProvider theme={theme(elder)} locale={lang === 'en' ? enUS : zhCN} button={{ autoInsertSpace: false }}>
      <Feedback>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Feedback>
    </ConfigProvider>
  )
}
