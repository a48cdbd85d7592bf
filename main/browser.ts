import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

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
    '--disable-features=Translate,AutofillServerCommunication,MediaRouter,OptimizationHints',
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
  /** Closes the window and opens a fresh one, at a fresh address, with a fresh profile. */
  readonly replace: () => void
  readonly stop: () => Promise<void>
}

/** Opens the page in kiosk mode. `onEnd` hears that the window was closed by somebody else. */
export function openBrowser(
  program: string,
  { pageOnce, asRoot, onEnd }: { pageOnce: () => string; asRoot: boolean; onEnd: () => void },
): BrowserWindow {
  let current = launch(program, pageOnce(), asRoot, () => onEnd())
  return {
    replace: () => {
      void current.stop()
      current = launch(program, pageOnce(), asRoot, () => onEnd())
    },
    stop: () => current.stop(),
  }
}

function launch(program: string, page: string, asRoot: boolean, onEnd: () => void): { stop: () => Promise<void> } {
  const profile = mkdtempSync(join(tmpdir(), 'foyer-browser-'))
  // Its own process group where there are groups: Chromium's helpers end with it.
  const child = spawn(program, browserArguments({ page, profile, asRoot }), {
    stdio: 'ignore',
    detached: process.platform !== 'win32',
  })
  let asked = false
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 })
      resolve()
      if (!asked) onEnd()
    }
    child.once('exit', end)
    child.once('error', end)
  })
  return {
    stop: async () => {
      asked = true
      endGroup(child)
      await ended
    },
  }
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    // SIGKILL: a page that hangs or was stopped does not hear anything else, and the profile is thrown away with it.
    if (process.platform === 'win32') child.kill()
    else process.kill(-child.pid, 'SIGKILL')
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
