import { defineConfig } from '@playwright/test'
import { CHROMIUM_SWITCHES } from './test/support/chromium-switches.ts'
import { findHeadless } from './test/support/tools.ts'

const executablePath = findHeadless()

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
    ...(executablePath && { launchOptions: { executablePath, args: [...CHROMIUM_SWITCHES] } }),
    viewport: { width: 1080, height: 1920 },
    hasTouch: true,
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    // Each slide is ten pictures drawn without a graphics card, and a finger of Playwright's waits until it stands still.
    contextOptions: { reducedMotion: 'reduce' },
    // Of what failed once: a trace of every test takes a fifth of their time.
    trace: process.env['CI'] === undefined ? 'retain-on-failure' : 'on-first-retry',
  },
  projects: [
    { name: 'loopback', testIgnore: '**/electron.spec.ts' },
    { name: 'electron', testMatch: '**/electron.spec.ts' },
  ],
})
