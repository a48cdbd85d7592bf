import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes a module `electron` into `folder`/node_modules: it answers what a starting main process asks, and writes every
 * call, one line of JSON each, to the file in ELECTRON_CALLS. It shows that the packed bundle starts with nothing but
 * what was packed; it says nothing about how Electron behaves. ELECTRON_SAYS, a JSON list of method and input, is said to the
 * program as by its page; what it answers is written down as "the page heard".
 */
export function putElectronRecorder(folder: string): void {
  const home = join(folder, 'node_modules/electron')
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'package.json'), '{"name":"electron","version":"45.4.1","type":"module","exports":"./electron.js"}')
  writeFileSync(join(home, 'electron.js'), RECORDER)
}

const RECORDER = `
import { appendFileSync } from 'node:fs'

const tell = (name, args) => {
  const plain = (key, value) => (typeof value === 'function' ? 'function' : key === 'session' ? 'session' : value)
  appendFileSync(process.env.ELECTRON_CALLS, JSON.stringify([name, ...args], plain) + '\\n')
}
const DISPLAY = { id: 1, label: 'own', bounds: { x: 0, y: 0, width: 1080, height: 1920 } }
const ANSWERS = {
  'app.isPackaged': true,
  'app.whenReady': () => Promise.resolve(),
  'app.requestSingleInstanceLock': () => true,
  'app.commandLine.hasSwitch': (name) => name === process.env.ELECTRON_SWITCH,
  'app.exit': (code) => process.exit(code),
  'screen.getAllDisplays': () => [DISPLAY, { ...DISPLAY, id: 2, label: 'other' }],
  'screen.getPrimaryDisplay': () => DISPLAY,
  'app.quit': () => process.exit(0),
  // As on a kiosk without a key ring.
  'safeStorage.getSelectedStorageBackend': () => 'basic_text',
  'BrowserWindow#.webContents.id': 7,
  'BrowserWindow#.webContents.mainFrame': { parent: null, origin: 'app://foyer' },
  'ipcMain.handle': (channel, answer) => void (process.env.ELECTRON_SAYS && say(answer, ...JSON.parse(process.env.ELECTRON_SAYS))),
}
const say = async (answer, method, input) => {
  const sender = { id: ANSWERS['BrowserWindow#.webContents.id'] }
  const event = { sender, senderFrame: ANSWERS['BrowserWindow#.webContents.mainFrame'] }
  tell('the page heard', [await answer(event, method, input).catch((error) => String(error))])
}
const recorder = (name) =>
  new Proxy(function () {}, {
    get: (_, key) => {
      if (typeof key === 'symbol' || key === 'then') return undefined
      const path = name + '.' + key
      if (path in ANSWERS && typeof ANSWERS[path] !== 'function') return ANSWERS[path]
      if (/isDestroyed$/.test(path)) return () => false
      return recorder(path)
    },
    set: () => true,
    apply: (_, self, args) => {
      tell(name, args)
      if (name in ANSWERS) return ANSWERS[name](...args)
      return /\\.(load\\w+|clear\\w+|close\\w*|flush\\w+)$/.test(name) ? Promise.resolve() : recorder(name + '()')
    },
    construct: (_, args) => {
      tell('new ' + name, args)
      return recorder(name + '#')
    },
  })

export const app = recorder('app')
export const BrowserWindow = recorder('BrowserWindow')
export const ipcMain = recorder('ipcMain')
export const Menu = recorder('Menu')
export const protocol = recorder('protocol')
export const session = recorder('session')
export const screen = recorder('screen')
export const safeStorage = recorder('safeStorage')
export const powerSaveBlocker = recorder('powerSaveBlocker')
`
