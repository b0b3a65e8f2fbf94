import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { boot } from '@/lib/boot'
import { isElder } from '@/lib/elder'
import { currentLanguage } from '@/lib/i18n/language'
import { startSession } from '@/lib/session'
import { loadWords } from '@/lib/vocabulary'
import { App } from './app'
import { dress } from './dress'
import './global.css'

dress(currentLanguage(), isElder())
void startSession()
const root = document.getElementById('root')
const start = () =>
  root &&
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
if (boot.words) start()
else void loadWords().finally(start)
