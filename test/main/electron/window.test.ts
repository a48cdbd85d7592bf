import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { WINDOW_PAUSES_MS } from '../../../machines/delays.ts'
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
    const pages: ReturnType<typeof recordedPage>['seen'][] = []
    let gaveUp = 0
    const kiosk = keepWindow({
      ...electron,
      openPage: () => {
        const { page, seen } = recordedPage()
        pages.push(seen)
        return page
      },
      clock: { now: () => 0, after: (milliseconds, call) => (timers.push({ milliseconds, call }), () => undefined) },
      log: () => undefined,
      giveUp: () => (gaveUp += 1),
    })
    const crash = (reason = 'crashed') => electron.contents.emit('render-process-gone', {}, { reason })
    return { ...electron, kiosk, timers, pages, crash, gaveUp: () => gaveUp }
  }

  test('is forgotten at once and replaced by a wiped start page after a pause', () => {
    const { crash, timers, pages, count } = kept()
    assert.equal(count('contents.loadURL'), 1)
    crash()
    assert.equal(pages.at(-1)?.closed, 1)
    assert.equal(count('session.clearStorageData'), 1)
    timers.find(({ milliseconds }) => milliseconds === WINDOW_PAUSES_MS[0])?.call()
    assert.equal(count('contents.loadURL'), 2)
    assert.equal(pages.length, 2)
  })

  test('is not replaced for ever: the notice stands for a while, and where that is lost the system starts the kiosk anew', () => {
    const { crash, timers, gaveUp, last, pages } = kept()
    for (let fall = 0; fall < 5; fall += 1) {
      crash('oom')
      timers.at(-1)?.call()
    }
    assert.equal(pages.length, 6)
    crash('oom')
    assert.deepEqual(last('contents.loadURL'), ['contents.loadURL', 'app://foyer/out-of-order'])
    assert.equal(pages.length, 6, 'the notice is nobody’s page')
    assert.equal(gaveUp(), 0)
    crash('oom')
    assert.equal(gaveUp(), 1)
  })

  test('because it hangs or falls silent is ended first', () => {
    const { contents, pages, count } = kept()
    contents.emit('unresponsive')
    pages[0]?.lose('silent')
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
