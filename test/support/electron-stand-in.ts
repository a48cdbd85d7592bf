import { EventEmitter } from 'node:events'
import type { keepWindow } from '../../main/electron/window.ts'

type Parts = Parameters<typeof keepWindow>[0]

/** What was asked of Electron, in order. */
export type Asked = readonly [what: string, ...details: unknown[]]

type Answers = (...details: unknown[]) => unknown

/** An object of Electron's that writes down each call; `answers` gives the ones that return something. */
function recorder(asked: Asked[], name: string, methods: readonly string[], answers: Readonly<Record<string, Answers>> = {}) {
  const object = new EventEmitter() as EventEmitter & Record<string, unknown>
  for (const method of methods) {
    object[method] = (...details: unknown[]) => {
      asked.push([`${name}.${method}`, ...details])
      return answers[method]?.(...details)
    }
  }
  return object
}

/** The part of Electron's surface that the kiosk uses, without Electron: it remembers what was asked of it. */
export function electronStandIn() {
  const asked: Asked[] = []
  const frame = { parent: null, origin: 'app://foyer' }
  const contents = Object.assign(
    recorder(
      asked,
      'contents',
      ['setWindowOpenHandler', 'setVisualZoomLevelLimits', 'loadURL', 'forcefullyCrashRenderer', 'send', 'isDestroyed'],
      { loadURL: async () => undefined, setVisualZoomLevelLimits: async () => undefined, isDestroyed: () => false },
    ),
    { id: 7, mainFrame: frame },
  ) as unknown as EventEmitter & Parts['window']['webContents']
  const window = Object.assign(recorder(asked, 'window', ['setMenu', 'setAlwaysOnTop', 'show', 'destroy']), {
    webContents: contents,
  }) as unknown as EventEmitter & Parts['window']
  const session = Object.assign(
    recorder(
      asked,
      'session',
      [
        'setPermissionRequestHandler',
        'setPermissionCheckHandler',
        'setDevicePermissionHandler',
        'setDisplayMediaRequestHandler',
        'setSpellCheckerEnabled',
        'clearStorageData',
        'clearCache',
      ],
      { clearStorageData: async () => undefined, clearCache: async () => undefined },
    ),
    { webRequest: recorder(asked, 'webRequest', ['onBeforeRequest']) },
  ) as unknown as EventEmitter & Parts['session']
  const ipcMain = recorder(asked, 'ipcMain', ['handle', 'removeHandler']) as unknown as Parts['ipcMain']
  const last = (what: string) => asked.findLast(([name]) => name === what)
  return {
    asked,
    contents,
    window,
    session,
    ipcMain,
    frame,
    last,
    count: (what: string) => asked.filter(([name]) => name === what).length,
  }
}
