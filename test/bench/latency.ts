import type { CDPSession, Locator, Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { visitorAt } from '../e2e/visitor.ts'
import { CHROMIUM_SWITCHES } from '../support/chromium-switches.ts'
import { startFoyer } from '../support/start-foyer.ts'
import { findChromium } from '../support/tools.ts'
import { type Bench, quantile } from './measure.ts'

/** The processor of a terminal, from this one: Chromium's own brake. */
const SLOWDOWN = 4
/** `FOYER_BENCH_TOUCHES`: fewer, for a look in between; a thousand take some two minutes. */
const INTERACTIONS = Number(process.env['FOYER_BENCH_TOUCHES'] ?? 1_000)
const PLANTED_MS = 80
const PLANTED_INTERACTIONS = 60
/** What stands on the screen for less cannot be seen to be late: Event Timing reports from here on (W3C Event Timing). */
const LEAST_MS = 16

/** What the page notes of itself; set up before its first script. */
type Notes = { down: number[]; pressed: number[]; durations: Record<number, number>; tasks: number[] }

/**
 * Notes in the page: how many frames and milliseconds after a finger has come down the pressed state is drawn, how long
 * each interaction takes until its answer is drawn, and every task over 50 ms.
 */
function takeNotes(planted: number): void {
  const notes: Notes = { down: [], pressed: [], durations: {}, tasks: [] }
  Object.assign(window, { notes })
  const types = { event: { durationThreshold: 16 }, longtask: {} }
  for (const [type, more] of Object.entries(types)) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.entryType === 'longtask') notes.tasks.push(entry.duration)
        const id = entry instanceof PerformanceEventTiming ? entry.interactionId : 0
        if (id > 0) notes.durations[id] = Math.max(notes.durations[id] ?? 0, entry.duration)
      }
    }).observe({ type, ...more })
  }
  window.addEventListener(
    'pointerdown',
    (event) => {
      const target = event.target instanceof Element ? event.target.closest('button, label') : null
      if (!target) return
      let frames = 0
      const look = () => {
        frames += 1
        if (!target.isConnected || frames > 30) return
        if (!target.matches('[data-pressed]')) return void requestAnimationFrame(look)
        notes.down.push(frames)
        // A message comes once the frame has been drawn.
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => notes.pressed.push(performance.now() - event.timeStamp), { once: true })
        port1.start()
        port2.postMessage(null)
      }
      requestAnimationFrame(look)
    },
    { capture: true, passive: true },
  )
  if (planted > 0)
    window.addEventListener('click', () => {
      const until = performance.now() + planted
      while (performance.now() < until);
    })
}

type Point = { readonly x: number; readonly y: number }
type Finger = { touch: (place: Point) => Promise<void>; count: () => number }

const middleOf = async (target: Locator): Promise<Point> => {
  const box = await target.boundingBox()
  if (!box) throw new Error('nothing to touch')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** A finger that the browser trusts: down, up once it has seen its button pressed, and the frame after it drawn. */
function fingerOn(page: Page, devtools: CDPSession): Finger {
  let count = 0
  const send = (type: 'touchStart' | 'touchEnd', touchPoints: Point[]) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints })
  const drawn = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
  return {
    touch: async (place) => {
      await send('touchStart', [place])
      await drawn()
      await send('touchEnd', [])
      await drawn()
      count += 1
    },
    count: () => count,
  }
}

/** Touches of all kinds on the way to a booking: dialogs, steps, the count, months, days, times, views, keys. */
async function touchAround(page: Page, finger: Finger, rounds: number): Promise<void> {
  const at = (selector: string, place = 0) => page.locator(selector).nth(place)
  const times = async (count: number, ...targets: Locator[]) => {
    // Nothing moves from round to round, and asking where it stands would cost as much as the touch.
    const places = new Map<Locator, Point>()
    for (let round = 0; round < count; round += 1)
      for (const target of targets) {
        const place = places.get(target) ?? (await middleOf(target))
        places.set(target, place)
        await finger.touch(place)
      }
  }
  const visitor = visitorAt(page)
  const step = Math.max(1, Math.ceil(rounds / 25))
  await times(step, page.locator('[data-tool=help]'), at('dialog .button-primary'))
  await at('.band-tool', 1).tap()
  await at('dialog .segments').waitFor()
  const contrast = at('dialog .segments', 1).locator('button')
  await times(step, contrast.nth(1), contrast.nth(0))
  await at('dialog .button-primary').tap()
  await visitor.go('begin', 'chooseOffice')
  await at('.groups-card').waitFor()
  await times(step, at('.groups-card'), at('.services-up'))
  await at('.groups-card').tap()
  await at('.service-row').tap()
  await times(step * 3, at('.counter-button', 1), at('.counter-button', 0))
  await at('dialog .button-primary').tap()
  await visitor.does.goOn()
  await at('button.day').waitFor()
  await times(step * 2, at('.month-turn', 1), at('.month-turn', 0))
  await times(step * 2, at('button.day', 1), at('button.day', 2))
  await times(step * 2, at('.times-button', 1), at('.times-button', 2))
  await times(step, at('.slots > .segments button', 1), at('.slots > .segments button', 0))
  await visitor.does.takeFirstSlot()
  await at('.hg-button').waitFor()
  const left = rounds - finger.count()
  await times(
    Math.max(1, Math.ceil(left / 4)),
    at('.hg-button', 3),
    at('.hg-button', 14),
    at('.hg-button', 17),
    at('.hg-button-bksp'),
  )
}

type Measured = {
  readonly planted?: number
  readonly address: string
  readonly walk: (page: Page, finger: Finger) => Promise<void>
}
async function measured(executablePath: string, { planted = 0, address, walk }: Measured) {
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_SWITCHES] })
  const context = await browser.newContext({ viewport: { width: 1080, height: 1920 }, hasTouch: true, locale: 'de-DE' })
  const page = await context.newPage()
  await page.addInitScript(takeNotes, planted)
  await page.goto(address)
  await page.locator('button').first().waitFor()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  const finger = fingerOn(page, devtools)
  await walk(page, finger)
  const notes = await page.evaluate(() => Reflect.get(window, 'notes') as Notes)
  await browser.close()
  const told = Object.values(notes.durations)
  // An interaction that Event Timing does not name was faster than it reports.
  const unnamed = Array.from({ length: Math.max(0, finger.count() - told.length) }, () => LEAST_MS)
  return { ...notes, count: finger.count(), interactions: [...told, ...unnamed] }
}

/** The least that this browser on this machine can do: a page of one button, whose text changes when it is touched. */
const BARE = `data:text/html,<button style="font-size:60px" onclick="this.textContent=performance.now()">0</button>`
async function touchBare(page: Page, finger: Finger): Promise<void> {
  const place = await middleOf(page.locator('button'))
  for (let touch = 0; touch < PLANTED_INTERACTIONS; touch += 1) await finger.touch(place)
}

/** From a finger to what it does, on a processor four times as slow: pressed in the next frame, answered in 50 ms. */
export const latency: Bench = async () => {
  const executablePath = findChromium()
  const line = { name: 'interaction latency', unit: 'ms', raw: null, ratio: null }
  if (!executablePath) return [{ ...line, value: 0, goal: '', pass: null, note: 'skipped: no Chromium' }]
  const foyer = await startFoyer()
  try {
    const address = foyer.page
    const around = (rounds: number) => (page: Page, finger: Finger) => touchAround(page, finger, rounds)
    const bare = await measured(executablePath, { address: BARE, walk: touchBare })
    const all = await measured(executablePath, { address, walk: around(INTERACTIONS) })
    const slowed = await measured(executablePath, { address, walk: around(PLANTED_INTERACTIONS), planted: PLANTED_MS })
    const { count, down, pressed, interactions, tasks } = all
    const frames = quantile(down, 0.95)
    const [raw, p98, caught] = [bare, all, slowed].map((one) => quantile(one.interactions, 0.98)) as [number, number, number]
    const worst = Math.max(...interactions)
    const note = `${count} touches at ${SLOWDOWN} × slowdown`
    return [
      {
        ...line,
        name: 'pressed state, p95',
        value: frames,
        unit: 'frames',
        goal: '≤ 1 frame',
        pass: frames <= 1,
        note: `${note}; ${quantile(pressed, 0.95).toFixed(1)} ms p95 until drawn`,
      },
      {
        ...line,
        name: 'interaction, p98',
        value: p98,
        raw,
        ratio: p98 / raw,
        goal: '≤ 50 ms',
        pass: p98 <= 50,
        note: `${note}; ${quantile(interactions, 0.5)} ms p50; raw: a page of one button`,
      },
      { ...line, name: 'interaction, slowest', value: worst, goal: '≤ 100 ms', pass: worst <= 100, note },
      {
        ...line,
        name: 'long tasks',
        value: tasks.length,
        unit: 'tasks',
        goal: '0',
        pass: tasks.length === 0,
        note: tasks.map(Math.round).join(', '),
      },
      { ...line, name: `a planted handler of ${PLANTED_MS} ms is caught`, value: caught, goal: '> 50 ms', pass: caught > 50 },
    ]
  } finally {
    await foyer.stop()
  }
}
