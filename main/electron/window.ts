import type { BrowserWindow, BrowserWindowConstructorOptions, IpcMain, RenderProcessGoneDetails, Session } from 'electron'
import { createWindowKeeper, type Page } from '../app.ts'
import type { Clock, Log } from '../ports.ts'
import { connectPage } from './ipc.ts'
import { lockContents, NOTICE, ORIGIN, PAGE } from './lockdown.ts'

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

/**
 * Keeps one page alive in one window. A page that crashes, hangs or falls silent is replaced as the window machine says;
 * `giveUp` is called when only a fresh process can help.
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
  const { window, session, clock, log, giveUp } = parts
  const contents = window.webContents
  let disconnect = () => undefined as void
  let page: Page | null = null
  let closing = false

  const show = (address: string) => {
    void contents.loadURL(address).catch(() => fell('load-failed'))
  }
  const hidePage = () => {
    disconnect()
    disconnect = () => undefined
    void page?.close()
    page = null
    void Promise.all([session.clearStorageData(), session.clearCache()]).catch(() => undefined)
  }
  const showPage = () => {
    const opened = parts.openPage()
    page = opened
    disconnect = connectPage(parts.ipcMain, { contents, origin: ORIGIN, page: opened })
    opened.onLost(() => contents.forcefullyCrashRenderer())
    show(PAGE)
  }
  lockContents(contents)
  window.setMenu(null)
  window.setAlwaysOnTop(true, 'screen-saver')
  window.on('close', (event) => {
    if (!closing) event.preventDefault()
  })
  window.once('ready-to-show', () => window.show())
  contents.on('render-process-gone', (_event, details: RenderProcessGoneDetails) => fell(details.reason))
  // Electron says so after the page has not answered input for a while; it never recovers by asking.
  contents.on('unresponsive', () => contents.forcefullyCrashRenderer())
  const keeper = createWindowKeeper({ showPage, hidePage, showNotice: () => show(`${ORIGIN}${NOTICE}`), giveUp, clock, log })
  const fell = (code: string) => {
    if (!closing) keeper.fell(code)
  }
  return {
    close: async () => {
      closing = true
      keeper.stop()
      disconnect()
      await page?.close()
      window.destroy()
    },
  }
}
