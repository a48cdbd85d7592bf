import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { Notice } from '../app.ts'
import type { App, Input, Session, WebContents } from 'electron'

/** The page's own origin; nothing else is ever shown. */
export const ORIGIN = 'app://foyer'
/** The page's own address. */
export const PAGE = `${ORIGIN}/index.html`
/** Where the notice "out of order" is. */
export const NOTICE = '/out-of-order'

/** As strict as on loopback, and no connection at all: the page speaks over the preload's channel. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "media-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Switches that open the browser to whoever starts it: with one of them the kiosk does not start. */
const REFUSED_SWITCHES = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'inspect',
  'inspect-brk',
  'js-flags',
  'load-extension',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'proxy-server',
  'proxy-pac-url',
  'host-rules',
  'host-resolver-rules',
  'user-data-dir',
  'no-sandbox',
  'disable-gpu-sandbox',
  'disable-seccomp-filter-sandbox',
] as const

/** The first refused switch on the command line, or null. */
export function refusedSwitch(commandLine: Pick<App['commandLine'], 'hasSwitch'>): string | null {
  return REFUSED_SWITCHES.find((name) => commandLine.hasSwitch(name)) ?? null
}

/** Denies the session everything a page could ask for, and every address but the page's own. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOwn(url) }))
}

const isOwn = (url: string) => url === ORIGIN || url.startsWith(`${ORIGIN}/`) || url.startsWith('data:image/')

/**
 * Denies navigation, windows, frames of others, and every key that is not needed to fill a form. The one way that stays
 * open leads the page to itself: after each visitor it is replaced by a fresh one of exactly its own address, which Electron
 * asks about here as about any other step of a page (`will-frame-navigate` of every frame, then `will-navigate` of the main one).
 */
export function lockContents(contents: WebContents): void {
  const unlessItself = (event: { url: string; isMainFrame: boolean; preventDefault: () => void }) => {
    if (event.url !== PAGE || !event.isMainFrame) event.preventDefault()
  }
  contents.on('will-frame-navigate', unlessItself)
  contents.on('will-navigate', unlessItself)
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('before-input-event', (event, input) => {
    if (!mayType(input)) event.preventDefault()
  })
  contents.on('context-menu', (event) => event.preventDefault())
  void contents.setVisualZoomLevelLimits(1, 1)
}

const EDITING = 'Tab Enter Escape Backspace Delete Home End PageUp PageDown Shift CapsLock AltGraph Dead Clear NumLock'.split(' ')
const ARROWS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']
// A tactile keypad and its help, repeat and pause keys (machines/keypad.ts); F13 to F24 mean nothing to a browser.
const KEYPAD = [
  'F1',
  'F2',
  'F3',
  ...Array.from({ length: 12 }, (_, index) => `F${index + 13}`),
  'AudioVolumeUp',
  'AudioVolumeDown',
]
const KEYS: ReadonlySet<string> = new Set([...EDITING, ...ARROWS, ...KEYPAD])

/** An allow-list: whatever is not known to be harmless does nothing. */
export function mayType({ key, control, alt, meta }: Pick<Input, 'key' | 'control' | 'alt' | 'meta'>): boolean {
  if (meta) return false
  // AltGr arrives as Ctrl+Alt on Windows: @ and € on a German keyboard.
  const altGr = control && alt
  if ([...key].length === 1) return altGr || !(control || alt)
  return KEYS.has(key) && !control && !alt
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
}

/** Answers `app://foyer/…` from an allow-list of the built page's files, listed once at start, and the notice. */
export function servePage(folder: string, notice: () => Notice): (request: Request) => Response {
  const files = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [`/${relative(folder, path).split(sep).join('/')}`, path]),
  )
  return ({ method, url }) => {
    const { protocol, host, pathname } = new URL(url)
    const path = files.get(pathname === '/' ? '/index.html' : pathname)
    if (method === 'GET' && url === `${ORIGIN}${NOTICE}`) {
      const { html, contentSecurityPolicy } = notice()
      const own = { 'content-security-policy': contentSecurityPolicy, 'content-type': 'text/html; charset=utf-8' }
      return new Response(html, { headers: { ...HEADERS, ...own } })
    }
    const type = path === undefined ? undefined : TYPES[extname(path)]
    if (method !== 'GET' || `${protocol}//${host}` !== ORIGIN || path === undefined || type === undefined) {
      return new Response(null, { status: 404, headers: HEADERS })
    }
    return new Response(readFileSync(path), { headers: { ...HEADERS, 'content-type': type } })
  }
}

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const
