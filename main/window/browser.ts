import { spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { endLeftover, rememberWindow } from './leftover-window.ts'

type Environment = Readonly<Record<string, string | undefined>>

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
]
const ELSEWHERE: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/** A Chromium-family browser of this machine, or null. */
export function findBrowser(environment: Environment, platform: NodeJS.Platform): string | null {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...(ELSEWHERE[platform] ?? [])]
  return candidates.find(runnable) ?? null
}

/** Whether a window could be seen at all. */
export function hasDisplay(environment: Environment, platform: NodeJS.Platform): boolean {
  return platform !== 'linux' || Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'])
}

/** The switches of a kiosk window: nothing of the browser is left to reach, and nothing of a visit outlives the profile. */
export function browserArguments({ page, profile, asRoot }: { page: string; profile: string; asRoot: boolean }): string[] {
  return [
    '--kiosk',
    `--app=${page}`,
    `--user-data-dir=${profile}`,
    '--incognito',
    '--no-first-run',
    '--no-default-browser-check',
    '--password-store=basic',
    // The address bar's pages are loaded for a window that shows no address bar, in a process as large as ours.
    '--disable-features=Translate,AutofillServerCommunication,MediaRouter,OptimizationHints,WebUIOmniboxPopup,WebUIOmniboxAimPopup',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-extensions',
    '--disable-print-preview',
    '--noerrdialogs',
    '--disable-session-crashed-bubble',
    '--autoplay-policy=no-user-gesture-required',
    // Chromium's sandbox refuses to run as root; a deployed kiosk has a user of its own.
    ...(asRoot ? ['--no-sandbox'] : []),
  ]
}

export type BrowserWindow = {
  /** Shows an address in a fresh window with a fresh profile, in place of what was there. */
  readonly show: (address: string) => void
  /** Ends the window that is there at once. */
  readonly hide: () => void
  readonly stop: () => Promise<void>
}

/**
 * A browser window in kiosk mode, yet without anything in it. `onEnd` hears how it ended where nobody here has asked for
 * it: `closed` by somebody's hand, or `crashed`. `leftover` is the file that tells the next start of a window which a
 * killed station has left behind; such a one is ended first.
 */
export function openBrowser(
  program: string,
  { asRoot, leftover, onEnd }: { asRoot: boolean; leftover: string; onEnd: (how: 'closed' | 'crashed') => void },
): BrowserWindow {
  endLeftover(leftover)
  const ended: Promise<void>[] = []
  let current: { stop: () => Promise<void> } | null = null
  const hide = () => {
    if (current !== null) ended.push(current.stop())
    current = null
  }
  return {
    hide,
    show: (address) => {
      hide()
      current = launch(program, { address, asRoot, leftover, onEnd })
    },
    stop: async () => {
      hide()
      await Promise.all(ended)
      rmSync(leftover, { force: true })
    },
  }
}

function launch(
  program: string,
  { address, asRoot, leftover, onEnd }: { address: string } & Parameters<typeof openBrowser>[1],
): { stop: () => Promise<void> } {
  const profile = mkdtempSync(join(tmpdir(), 'foyer-browser-'))
  // Its own process group where there are groups: Chromium's helpers end with it.
  const child = spawn(program, browserArguments({ page: address, profile, asRoot }), {
    stdio: 'ignore',
    detached: process.platform !== 'win32',
  })
  rememberWindow(leftover, { pid: child.pid ?? null, profile })
  let asked = false
  const ended = new Promise<void>((resolve) => {
    const end = (code: number | null) => {
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 })
      resolve()
      if (!asked) onEnd(code === 0 ? 'closed' : 'crashed')
    }
    child.once('exit', end)
    child.once('error', () => end(null))
  })
  return {
    stop: async () => {
      asked = true
      endGroup(child.pid)
      await ended
    },
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    // SIGKILL: a page that hangs or was stopped does not hear anything else, and the profile is thrown away with it.
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

function runnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
