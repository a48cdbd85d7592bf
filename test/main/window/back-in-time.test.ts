import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { keepWindow } from '../../../main/electron/window.ts'
import type { Page } from '../../../main/visit/pages.ts'
import { electronStandIn } from '../../support/electron-stand-in.ts'
import { pagesKit } from '../../support/pages-kit.ts'

// A lost page, from the moment of its loss to the moment in which a fresh one is being loaded: the station's watch, the
// window's machine and the host together, on a clock that the test turns.

const BACK_WITHIN_MS = 10_000
/** Of these, what a kiosk's machine takes to draw a page (`npm run bench` measures it). */
const DRAWING_MS = 2_000
const PAGES_BEFORE_NOTICE = 5

function keptKiosk() {
  const { pages, clock, pass, seen } = pagesKit()
  const electron = electronStandIn()
  const crash = (reason: string) => void electron.contents.emit('render-process-gone', {}, { reason })
  // As Electron does: a page that is ended is reported gone.
  Object.assign(electron.contents, { forcefullyCrashRenderer: () => crash('killed') })
  const opened: Page[] = []
  const openPage = () => {
    const page = pages.open()
    opened.push(page)
    return page
  }
  let gaveUp = 0
  keepWindow({ ...electron, openPage, clock, log: () => undefined, giveUp: () => (gaveUp += 1) })
  const call = async (method: string, input: unknown) => void (await opened.at(-1)?.call(method, input))
  return { electron, pass, crash, call, left: () => seen.left, gaveUp: () => gaveUp }
}
type Kiosk = ReturnType<typeof keptKiosk>

const LOSSES: Readonly<Record<string, (kiosk: Kiosk) => void | Promise<void>>> = {
  // The worst moment: right after a sign of life.
  freezes: ({ call }) => call('heartbeat', { step: 'person' }),
  crashes: ({ crash }) => crash('crashed'),
  'runs out of memory': ({ crash }) => crash('oom'),
  'loses its graphics': ({ call }) => call('graphicsLost', {}),
  'no longer answers a touch': ({ electron }) => void electron.contents.emit('unresponsive'),
}

describe(`within ${BACK_WITHIN_MS / 1_000} s a wiped start page takes the place of one that`, () => {
  for (const [what, lose] of Object.entries(LOSSES)) {
    test(`${what}, time and again, until the notice does`, async () => {
      const kiosk = keptKiosk()
      const loads = () => kiosk.electron.count('contents.loadURL')
      for (let loss = 1; loss <= PAGES_BEFORE_NOTICE + 1; loss += 1) {
        const [loaded, left] = [loads(), kiosk.left()]
        await lose(kiosk)
        let waited = 0
        for (; loads() === loaded; waited += 100) {
          assert.ok(waited <= BACK_WITHIN_MS - DRAWING_MS, `loss ${loss}: nothing is loaded after ${waited} ms`)
          kiosk.pass(100)
        }
        assert.ok(kiosk.left() > left, 'its visitor is forgotten')
        const [, address] = kiosk.electron.last('contents.loadURL') ?? []
        assert.equal(address, `app://foyer${loss > PAGES_BEFORE_NOTICE ? '/out-of-order' : '/index.html'}`)
      }
      assert.equal(kiosk.gaveUp(), 0)
    })
  }
})
