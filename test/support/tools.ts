import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { firstOf, onPath } from './find-program.ts'
import { findPostgres } from './find-postgres.ts'

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'msedge']
const HEADLESS = 'chromium-headless-shell'
const CHROMIUM_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** A browser of the Chromium family: `CHROMIUM`, then the usual names and places, then Playwright's own download. */
export const findChromium = (): string | null =>
  firstOf([process.env['CHROMIUM'], ...CHROMIUM_NAMES.map(onPath), ...CHROMIUM_PLACES, chromium.executablePath()])

/**
 * For tests that look at a page alone: Chromium's build without a window, where it is there. It draws the same page with a fifth
 * less work, having no frame of its own to draw.
 */
export const findHeadless = (): string | null => firstOf([process.env['CHROMIUM'], onPath(HEADLESS)]) ?? findChromium()

export const findZbarimg = (): string | null => onPath('zbarimg')

/** Electron's binary, where its package has been able to download it; the package itself is never imported. */
export function findElectron(): string | null {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(import.meta.dirname, '../../node_modules/electron/dist')
  return firstOf(['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron'].map((name) => join(dist, name)))
}

/** The outcome of looking for what the tests need, with a reason where something is missing. */
export type Tools = { readonly chromium: string | null; readonly postgres: string | null; readonly notes: readonly string[] }

/** Finds browser and database, and installs them where this machine lets us (Debian's packages as root, else Playwright's browser). */
export function prepareTools(say: (line: string) => void): Tools {
  const notes: string[] = []
  const missing = [
    ...(findChromium() ? [] : ['chromium', 'fonts-noto-core']),
    ...(findZbarimg() ? [] : ['zbar-tools']),
    ...(findPostgres() ? [] : ['postgresql']),
    // The lock-down kits: a screen for the kiosk's session, a reader of its scripts.
    ...(onPath('Xvfb') ? [] : ['xvfb']),
    ...(onPath('shellcheck') ? [] : ['shellcheck']),
  ]
  const byApt = process.getuid?.() === 0 && onPath('apt-get') !== null
  if (missing.length > 0 && byApt) {
    say(`installing ${missing.join(', ')} with apt-get`)
    // A stale index is no reason to give up: the packages may still be there.
    aptGet('update')
    if (!install(missing)) notes.push(`apt-get could not install ${missing.join(', ')}`)
  } else if (missing.length > 0 && process.getuid?.() !== 0) {
    notes.push(`not root: cannot install ${missing.join(', ')}`)
  }
  // By itself, and not missed: not every release has it.
  if (byApt && !onPath(HEADLESS)) install([HEADLESS])
  if (!findChromium()) {
    say('installing a browser with Playwright')
    const cli = join(import.meta.dirname, '../../node_modules/@playwright/test/cli.js')
    const done = spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: 180_000 })
    if (done.status !== 0) notes.push('Playwright could not download a browser')
  }
  return { chromium: findChromium(), postgres: findPostgres(), notes }
}

const install = (packages: readonly string[]) => aptGet('install', '-y', '--no-install-recommends', ...packages)
const aptGet = (...args: string[]): boolean => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', args, { env, stdio: 'ignore', timeout: 300_000 }).status === 0
}

/** The text of the QR code in a PNG, read by zbar; null where the program is missing. */
export function readQr(png: string): string | null {
  const zbarimg = findZbarimg()
  return zbarimg
    ? execFileSync(zbarimg, ['-q', '--raw', png], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    : null
}
