/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compress } from './build/compress.ts'
import { pages } from './build/pages.ts'

// The page policy of the server is `script-src 'self'` with no other origin: nothing is inlined and nothing is loaded
// from elsewhere.
export default defineConfig({
  base: '/',
  plugins: [react(), pages(), compress()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { outDir: 'dist/app', emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 1200 },
  server: { proxy: { '/api': { target: process.env.KEBANG_API ?? 'http://127.0.0.1:8080' } } },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'] },
})
