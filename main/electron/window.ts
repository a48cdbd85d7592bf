import type { BrowserWindow, BrowserWindowConstructorOptions, IpcMain, RenderProcessGoneDetails, Session } from 'electron'
import type { Page } from '../app.ts'
import type { Clock, Log } from '../ports.ts'
import { connectPage } from './ipc.ts'
import { lockContents, ORIGIN } from './lockdown.ts'

/** A kiosk window: over everything, without frame, menu, tools, zoom or memory. */
export function windowOptions({ preload, session, packaged }: { preload: string; session: Session; packaged: boolean }) {
  return {
    kiosk: true,
    fullscreen: true,
    frame: false,
    closable: false,
    minimizable: false,
    alwaysOnTop: true,
    autoHideMenuBar: true,
    // Linux draws round corners around frameless windows since Electron 43.
    roundedCorners: false,
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload,
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      devTools: !packaged,
      navigateOnDragDrop: false,
      disableDialogs: true,
      safeDialogs: true,
      spellcheck: false,
      textAreasAreResizable: false,
      backgroundThrottling: false,
      // Speech starts without a touch for those who cannot see the screen.
      autoplayPolicy: 'no-user-gesture-required',
    },
  } as const satisfies BrowserWindowConstructorOptions
}

export type KioskWindow = { readonly close: () => Promise<void> }

const PAUSES_MS = [1_000, 2_000, 5_000] as const
const MANY = 5
const MANY_WITHIN_MS = 600_000

/**
 * Keeps one page alive in one window. A page that crashes, hangs or falls silent is replaced by a wiped start page after a
 * growing pause; `giveUp` is called when that has happened more than five times in ten minutes.
 */
export function keepWindow(parts: {
  window: BrowserWindow
  session: Session
  ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>
  openPage: () => Page
  clock: Clock
  log: Log
  giveUp: () => void
}): KioskWindow {
  const { window, session, clock, log } = parts
  const contents = window.webContents
  let falls: number[] = []
  let disconnect = () => undefined as void
  let page: Page | null = null
  let waiting = false
  let closing = false

  const show = () => {
    waiting = false
    const opened = parts.openPage()
    page = opened
    disconnect = connectPage(parts.ipcMain, { contents, origin: ORIGIN, page: opened })
    opened.onSilence(() => contents.forcefullyCrashRenderer())
    void contents.loadURL(`${ORIGIN}/index.html`).catch(() => replace('load-failed'))
  }
  const replace = (code: string) => {
    if (closing || waiting) return
    waiting = true
    log('error', 'page lost', { code })
    disconnect()
    void page?.close()
    void Promise.all([session.clearStorageData(), session.clearCache()]).catch(() => undefined)
    const now = clock.now()
    falls = [...falls.filter((at) => at > now - MANY_WITHIN_MS), now]
    if (falls.length > MANY) parts.giveUp()
    else clock.after(PAUSES_MS[Math.min(falls.length, PAUSES_MS.length) - 1] ?? PAUSES_MS[0], show)
  }

  lockContents(contents)
  window.setMenu(null)
  window.setAlwaysOnTop(true, 'screen-saver')
  window.on('close', (event) => {
    if (!closing) event.preventDefault()
  })
  window.once('ready-to-show', () => window.show())
  contents.on('render-process-gone', (_event, details: RenderProcessGoneDetails) => replace(details.reason))
  // Electron says so after the page has not answered input for a while; it never recovers by asking.
  contents.on('unresponsive', () => contents.forcefullyCrashRenderer())
  show()
  return {
    close: async () => {
      closing = true
      disconnect()
      await page?.close()
      window.destroy()
    },
  }
}
