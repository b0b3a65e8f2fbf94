import { defineConfig } from '@playwright/test'

// The browser path: Debian's Chromium (KEBANG_CHROMIUM) against the built program with fresh demonstration data.
// `make e2e` builds both and calls this; nothing is downloaded.
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './e2e/server.ts',
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  // More than the processors of a small machine: a test waits more than it computes.
  workers: 3,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // Generous: on a machine that does other work too, a test that passes takes minutes. One that fails says so sooner.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    actionTimeout: 60_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.KEBANG_CHROMIUM || '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--lang=zh-CN',
      ],
    },
  },
})
