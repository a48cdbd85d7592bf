import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { outOfOrderNotice } from '../../../main/out-of-order-notice.ts'
import { lockContents, lockSession, mayType, ORIGIN, PAGE, refusedSwitch, servePage } from '../../../main/electron/lockdown.ts'
import { electronStandIn } from '../../support/electron-stand-in.ts'

test('the session denies every permission, device, download and foreign address', () => {
  const { session, last } = electronStandIn()
  lockSession(session)
  const told: unknown[] = []
  const answer = (given: unknown) => told.push(given)
  const request = last('session.setPermissionRequestHandler')?.[1] as (contents: null, name: string, say: typeof answer) => void
  const check = last('session.setPermissionCheckHandler')?.[1] as () => boolean
  const device = last('session.setDevicePermissionHandler')?.[1] as () => boolean
  const display = last('session.setDisplayMediaRequestHandler')?.[1] as (asked: object, say: typeof answer) => void
  request(null, 'media', answer)
  display({}, answer)
  assert.deepEqual(told, [false, {}])
  assert.deepEqual([check(), device()], [false, false])
  assert.deepEqual(last('session.setSpellCheckerEnabled'), ['session.setSpellCheckerEnabled', false])
  let prevented = false
  session.emit('will-download', { preventDefault: () => (prevented = true) })
  assert.ok(prevented)
  const before = last('webRequest.onBeforeRequest')?.[1] as (d: { url: string }, answer: (a: { cancel: boolean }) => void) => void
  const cancelled = (url: string) => {
    let cancel: boolean | null = null
    before({ url }, (answer) => (cancel = answer.cancel))
    return cancel
  }
  assert.equal(cancelled(`${ORIGIN}/index.html`), false)
  for (const url of [
    'https://example.org/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'app://foyer.evil/',
    'app://other/',
    'ws://x',
  ]) {
    assert.equal(cancelled(url), true, url)
  }
})

test('the page cannot leave, open a window, or be given a browser’s keys', () => {
  const { contents, last } = electronStandIn()
  lockContents(contents)
  for (const name of ['will-redirect', 'will-attach-webview', 'context-menu']) {
    let prevented = false
    contents.emit(name, { preventDefault: () => (prevented = true), url: PAGE, isMainFrame: true })
    assert.ok(prevented, name)
  }
  const open = last('contents.setWindowOpenHandler')?.[1] as () => unknown
  assert.deepEqual(open(), { action: 'deny' })
  let prevented = false
  contents.emit(
    'before-input-event',
    { preventDefault: () => (prevented = true) },
    { key: 'F12', control: false, alt: false, meta: false },
  )
  assert.ok(prevented)
})

test('the page may replace itself by its own address, in the main frame, and go nowhere else', () => {
  const { contents } = electronStandIn()
  lockContents(contents)
  /** As Electron asks: of every frame first, then of the main one. */
  const allowed = (url: string, isMainFrame = true) => {
    let prevented = false
    const event = { url, isMainFrame, isSameDocument: false, preventDefault: () => (prevented = true) }
    const asked = isMainFrame ? ['will-frame-navigate', 'will-navigate'] : ['will-frame-navigate']
    const verdicts = asked.map((name) => {
      prevented = false
      contents.emit(name, event)
      return !prevented
    })
    assert.equal(new Set(verdicts).size, 1, `${url}: both questions have one answer`)
    return verdicts[0]
  }
  assert.equal(allowed('app://foyer/index.html'), true)
  assert.equal(allowed('app://foyer/index.html', false), false, 'not into a frame')
  for (const url of [
    'app://foyer/',
    'app://foyer/index.html?lang=en',
    'app://foyer/index.html?',
    'app://foyer/index.html#start',
    'app://foyer/out-of-order',
    'app://foyer/assets/index.html',
    'app://foyer@evil/index.html',
    'app://foyer.evil/index.html',
    'APP://foyer/index.html',
    'https://example.org/index.html',
    'data:text/html,x',
    'about:blank',
    'javascript:alert(1)',
    'file:///etc/passwd',
  ])
    assert.equal(allowed(url), false, url)
})

test('keys are let through by name: letters, editing, the keypad, AltGr; never a chord or an unknown key', () => {
  const key = (name: string, held: Partial<Record<'control' | 'alt' | 'meta', boolean>> = {}) =>
    mayType({ key: name, control: false, alt: false, meta: false, ...held })
  for (const name of ['a', 'Ä', 'ß', '7', ' ', 'é', 'Tab', 'Enter', 'Escape', 'Backspace', 'ArrowLeft', 'F18', 'F1'])
    assert.ok(key(name), name)
  assert.ok(key('@', { control: true, alt: true }), 'AltGr on Windows')
  for (const name of ['F5', 'F11', 'F12', 'PrintScreen', 'BrowserBack', 'MediaPlayPause', 'ContextMenu', 'Meta', 'Insert']) {
    assert.ok(!key(name), name)
  }
  for (const name of 'rpsoujntwhlfgcvR+-0'.split('')) assert.ok(!key(name, { control: true }), `Ctrl+${name}`)
  assert.ok(!key('F4', { alt: true }))
  assert.ok(!key('ArrowLeft', { alt: true }))
  assert.ok(!key('Tab', { control: true }))
  assert.ok(!key('l', { meta: true }))
})

test('a command line that opens the browser up is refused', () => {
  const line = (...given: string[]) => ({ hasSwitch: (name: string) => given.includes(name) })
  assert.equal(refusedSwitch(line()), null)
  assert.equal(refusedSwitch(line('remote-debugging-port')), 'remote-debugging-port')
  assert.equal(refusedSwitch(line('load-extension')), 'load-extension')
  assert.equal(refusedSwitch(line('lang')), null)
})

test('the page is served from an allow-list of its files, with its policy', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-app-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<title>Foyer</title>')
  writeFileSync(join(folder, 'assets/page.js'), '1')
  writeFileSync(join(folder, 'notes.secret'), 'x')
  const notice = outOfOrderNotice({ name: { de: 'Stadt' }, phone: '115', otherWays: { de: 'Mit einem <Brief>.' } })
  const serve = servePage(folder, () => notice)
  const get = (path: string, method = 'GET') => serve(new Request(`app://foyer${path}`, { method }))
  const index = get('/')
  assert.equal(index.status, 200)
  assert.equal(await index.text(), '<title>Foyer</title>')
  assert.match(index.headers.get('content-security-policy') ?? '', /^default-src 'none'; script-src 'self';.*connect-src 'none'/)
  assert.equal(get('/assets/page.js').headers.get('content-type'), 'text/javascript; charset=utf-8')
  for (const path of ['/missing.js', '/../package.json', '/%2e%2e/x', '/assets', '/notes.secret'])
    assert.equal(get(path).status, 404, path)
  assert.equal(get('/', 'POST').status, 404)
  assert.equal(serve(new Request('app://other/index.html')).status, 404)
  const out = get('/out-of-order')
  assert.match(out.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'sha256-/)
  assert.match(await out.text(), /115[\s\S]*Mit einem &lt;Brief&gt;/)
  rmSync(folder, { recursive: true })
})
