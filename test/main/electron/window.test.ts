import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { keepWindow, windowOptions } from '../../../main/electron/window.ts'
import { electronStandIn } from '../../support/electron-stand-in.ts'
import { recordedPage } from '../../support/recorded-page.ts'

test('the window is a kiosk’s, and its page is in a sandbox without memory', () => {
  const options = windowOptions({ preload: '/preload.cjs', session: electronStandIn().session, packaged: true })
  assert.deepEqual(
    [options.kiosk, options.frame, options.closable, options.minimizable, options.alwaysOnTop],
    [true, false, false, false, true],
  )
  const { webPreferences: page } = options
  assert.deepEqual([page.sandbox, page.contextIsolation, page.webSecurity], [true, true, true])
  assert.deepEqual([page.nodeIntegration, page.nodeIntegrationInWorker, page.nodeIntegrationInSubFrames], [false, false, false])
  assert.deepEqual(
    [page.devTools, page.webviewTag, page.plugins, page.navigateOnDragDrop, page.spellcheck],
    [false, false, false, false, false],
  )
})

describe('a page that is lost', () => {
  function kept() {
    const electron = electronStandIn()
    const timers: { milliseconds: number; call: () => void }[] = []
    let now = 0
    const pages: ReturnType<typeof recordedPage>['seen'][] = []
    let gaveUp = 0
    const kiosk = keepWindow({
      ...electron,
      openPage: () => {
        const { page, seen } = recordedPage()
        pages.push(seen)
        return page
      },
      clock: { now: () => now, after: (milliseconds, call) => (timers.push({ milliseconds, call }), () => undefined) },
      log: () => undefined,
      giveUp: () => (gaveUp += 1),
    })
    const crash = (reason = 'crashed') => electron.contents.emit('render-process-gone', {}, { reason })
    return { ...electron, kiosk, timers, pages, crash, pass: (ms: number) => (now += ms), gaveUp: () => gaveUp }
  }

  test('is replaced by a wiped start page after a growing pause', () => {
    const { crash, timers, pages, count } = kept()
    assert.equal(count('contents.loadURL'), 1)
    for (const pause of [1_000, 2_000, 5_000, 5_000]) {
      crash()
      assert.equal(timers.at(-1)?.milliseconds, pause)
      assert.equal(pages.at(-1)?.closed, 1, 'its visitor is forgotten at once')
      timers.at(-1)?.call()
    }
    assert.equal(count('contents.loadURL'), 5)
    assert.equal(count('session.clearStorageData'), 4)
    assert.equal(pages.length, 5)
  })

  test('is not replaced for ever: after five in ten minutes the system starts the kiosk anew', () => {
    const { crash, timers, gaveUp } = kept()
    for (let fall = 0; fall < 5; fall += 1) {
      crash('oom')
      timers.at(-1)?.call()
    }
    assert.equal(gaveUp(), 0)
    crash('oom')
    assert.equal(gaveUp(), 1)
  })

  test('now and then is forgiven', () => {
    const { crash, timers, gaveUp, pass } = kept()
    for (let fall = 0; fall < 20; fall += 1) {
      crash()
      assert.equal(timers.at(-1)?.milliseconds, 1_000)
      timers.at(-1)?.call()
      pass(700_000)
    }
    assert.equal(gaveUp(), 0)
  })

  test('because it hangs or falls silent is ended first', () => {
    const { contents, pages, count } = kept()
    contents.emit('unresponsive')
    pages[0]?.silence()
    assert.equal(count('contents.forcefullyCrashRenderer'), 2)
  })

  test('is the only thing that closes it: the window’s own close does nothing, the program’s does', async () => {
    const { window, kiosk, count, pages } = kept()
    let prevented = false
    window.emit('close', { preventDefault: () => (prevented = true) })
    assert.ok(prevented)
    await kiosk.close()
    assert.equal(count('window.destroy'), 1)
    assert.equal(pages[0]?.closed, 1)
  })
})
