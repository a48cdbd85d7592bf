import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { freshFolder, type Foyer } from '../support/start-foyer.ts'
import { findChromium } from '../support/tools.ts'
import { expect, test } from './terminal.ts'
import { TO_PERSON, type Visitor, visitorAt } from './visitor.ts'

// A page that crashes, freezes or is left alone, in a browser that Foyer itself has opened and watches. How soon a fresh one
// is there is test/main/window/back-in-time.test.ts, where a busy machine does not count.

const NAME = 'Wiederhergestellt'
const PAGES_BEFORE_NOTICE = 5

/** The machine's browser without a screen, with a door for this test that Foyer does not open. */
function browserOnPath(): Readonly<Record<string, string>> {
  const folder = freshFolder()
  const program = join(folder, 'chromium')
  // Memory enough for the page, and soon eaten.
  const memory = '--js-flags=--max-old-space-size=64'
  const switches = `--headless=new --disable-gpu --disable-dev-shm-usage --remote-debugging-port=0 --window-size=1080,1920 ${memory}`
  writeFileSync(program, `#!/bin/sh\nexec "${findChromium()}" ${switches} "$@"\n`)
  chmodSync(program, 0o755)
  return { PATH: [folder, process.env['PATH']].join(delimiter), DISPLAY: process.env['DISPLAY'] ?? ':0' }
}

type Window = { readonly pid: number; readonly profile: string }
const windowOf = ({ data }: Foyer) => JSON.parse(readFileSync(join(data, 'station/window.json'), 'utf8')) as Window

/** The processes of a window's browser that draw pages, as the system lists them. */
function renderersOf({ pid }: Window): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const group = Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[2])
        return group === pid && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--type=renderer')
      } catch {
        return false
      }
    })
    .map(Number)
}

/**
 * Looks into the window that Foyer has open; `close` leaves the window as it is. A browser that is replaced while one
 * connects to it never answers, and the next one listens at another port: each try reads anew which one is open now.
 */
async function lookInto(
  foyer: Foyer,
  sight = ({ button }: Visitor) => button(/^Termin buchen/),
): Promise<{ visitor: Visitor; browser: Browser }> {
  const look = async () => {
    const port = readFileSync(join(windowOf(foyer).profile, 'DevToolsActivePort'), 'utf8').split('\n')[0]
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: 10_000 })
    try {
      const page = browser.contexts()[0]?.pages()[0]
      if (!page) throw new Error('no page in the window')
      const visitor = visitorAt(page)
      await sight(visitor).waitFor({ timeout: 10_000 })
      return { visitor, browser }
    } catch (error) {
      await browser.close()
      throw error
    }
  }
  const looks: Awaited<ReturnType<typeof look>>[] = []
  await expect(async () => void looks.push(await look())).toPass({ timeout: 60_000, intervals: [100] })
  const [found] = looks
  if (!found) throw new Error('nothing was looked into')
  return found
}

type Harm = (there: { window: Window; visitor: Visitor; browser: Browser }) => unknown
const endBrowser: Harm = ({ window: { pid } }) => process.kill(pid, 'SIGKILL')
// The browser first: its window is gone at once, while a page is missed after five seconds.
const HARMS: readonly (readonly [what: string, harm: Harm])[] = [
  // The kernel's answer to a machine without memory, and Chromium's own to graphics that it cannot start any more.
  ['a browser that ends', endBrowser],
  [
    'graphics that are lost',
    async ({ browser }) => {
      const devTools = await browser.newBrowserCDPSession()
      await devTools.send('Browser.crashGpuProcess').catch(() => undefined)
    },
  ],
  // A page that hangs: its process is there and does nothing.
  ['a page that freezes', ({ window }) => renderersOf(window).forEach((pid) => process.kill(pid, 'SIGSTOP'))],
  [
    'a page that eats all memory and crashes',
    ({ visitor: { page } }) => {
      const eat = () => {
        for (const eaten: number[][] = []; ; ) eaten.push(Array.from({ length: 100_000 }, Math.random))
      }
      void page.evaluate(eat).catch(() => undefined)
    },
  ],
]

test('whatever becomes of window or station, a wiped start screen takes its place', async ({ start, page }, info) => {
  test.skip(process.platform !== 'linux', 'skipped: processes are found in /proc')
  test.slow()
  const terminal = { data: freshFolder(), args: ['--shell', 'browser'], env: browserOnPath() }
  const foyer = await start(terminal)
  let { visitor, browser } = await lookInto(foyer)
  const nextWindow = (old: Window) =>
    expect.poll(() => windowOf(foyer).pid, { timeout: 30_000, intervals: [100] }).not.toBe(old.pid)
  for (const [what, harm] of HARMS) {
    await test.step(what, async () => {
      await visitor.button(/^Termin buchen/).click()
      await visitor.main
        .getByRole('button', { name: /Bürgeramt/ })
        .first()
        .click()
      await visitor.page.getByRole('searchbox').fill(NAME)
      const old = windowOf(foyer)
      expect(renderersOf(old).length).toBeGreaterThan(0)
      const harmed = performance.now()
      await harm({ window: old, visitor, browser })
      await nextWindow(old)
      const opened = performance.now()
      ;({ visitor, browser } = await lookInto(foyer))
      await visitor.onStep('start')
      await visitor.sees.nothingOf(NAME)
      await expect.poll(() => existsSync(old.profile)).toBe(false)
      const times = [opened, performance.now()].map((at) => `${Math.round(at - harmed)} ms`)
      info.annotations.push({
        type: 'measured',
        description: `${what}: a new window after ${times[0]}, looked at after ${times[1]}`,
      })
    })
  }
  await test.step('where that does not help, the notice says where to go', async () => {
    for (let falls = HARMS.length; falls < PAGES_BEFORE_NOTICE + 1; falls += 1) {
      const old = windowOf(foyer)
      await endBrowser({ window: old, visitor, browser })
      await nextWindow(old)
    }
    const notice = (there: Visitor) => there.page.getByRole('heading', { name: 'Dieses Gerät ist außer Betrieb' })
    ;({ visitor, browser } = await lookInto(foyer, notice))
  })
  await test.step('a page whose station crashes forgets its visitor and names the other ways to an appointment', async () => {
    await page.goto(foyer.page)
    const left = visitorAt(page)
    await left.go(...TO_PERSON)
    await page.getByRole('textbox', { name: /^Nachname/ }).fill(NAME)
    await foyer.kill()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dieses Gerät ist außer Betrieb', { timeout: 20_000 })
    await expect(left.main).toContainText('0261 129-0')
    await expect(left.main).toContainText('mit einem Brief')
    await left.sees.nothingOf(NAME)
  })
  await test.step('started again by the system, a station ends the window that it has left behind', async () => {
    const old = windowOf(foyer)
    expect(renderersOf(old).length).toBeGreaterThan(0)
    const again = await start(terminal)
    ;({ visitor, browser } = await lookInto(again))
    await visitor.onStep('start')
    expect(renderersOf(old)).toEqual([])
    expect(existsSync(old.profile)).toBe(false)
    await browser.close()
    // Killed, as a test's other stations are, it would leave its window behind for good.
    await again.stop()
  })
})

test('the notice that stands while no page can be kept alive says where to go', async ({ foyer, page }) => {
  await page.goto(new URL('/out-of-order', foyer.page).href)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dieses Gerät ist außer Betrieb')
  await expect(page.getByText(/0261 129-0/).first()).toBeVisible()
  await expect(page.getByText(/mit einem Brief/)).toBeVisible()
  await expect(page.getByText(/out of order/)).toBeVisible()
})
