import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { isElder } from '@/lib/elder'
import { currentLanguage } from '@/lib/i18n/language'
import { startSession } from '@/lib/session'
import { App } from './app'
import { dress } from './dress'
import './global.css'

dress(currentLanguage(), isElder())
void startSession()
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
