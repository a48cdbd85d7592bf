import { defineConfig } from '@playwright/test'
import { findChromium } from './test/support/tools.ts'

const executablePath = findChromium()
// Chromium's sandbox needs an unprivileged user; a container's root has none.
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  // A machine with other work may be late once; what passes only the second time is named as flaky.
  retries: process.env['CI'] === undefined ? 0 : 1,
  reporter: [['list']],
  use: {
    actionTimeout: 12_000,
    navigationTimeout: 20_000,
    ...(executablePath && { launchOptions: { executablePath, args: [...sandbox, '--disable-dev-shm-usage', '--disable-gpu'] } }),
    viewport: { width: 1080, height: 1920 },
    hasTouch: true,
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    // Of what failed once: a trace of every test takes a fifth of their time.
    trace: process.env['CI'] === undefined ? 'retain-on-failure' : 'on-first-retry',
  },
  projects: [
    { name: 'loopback', testIgnore: '**/electron.spec.ts' },
    { name: 'electron', testMatch: '**/electron.spec.ts' },
  ],
})
