import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startSession } from '@/lib/session'
import { App } from './app'
import './global.css'

void startSession()
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
