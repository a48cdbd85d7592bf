import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { secondKiosk } from '../support/staff.ts'
import { setClocks } from '../support/desk-in-page.ts'
import { type Foyer, startFoyer, type StartOptions } from '../support/start-foyer.ts'
import { type DeskTown, livedInTown } from './desk-town.ts'
import { fleetOf } from './desk-fleet.ts'

export type Stop = readonly [screen: string, number: number]

/** A small notebook and the usual screen; the last is the small one at 200 % zoom. */
const SIZES = {
  notebook: { width: 1366, height: 768 },
  screen: { width: 1920, height: 1080 },
  zoomed: { width: 683, height: 384 },
} as const
const SCREEN = { locale: 'de-DE', reducedMotion: 'reduce' } as const
const CONTRASTS = ['normal', 'high'] as const

/** Draws the front desk, each size and contrast into a folder of its own; answers how many screens there were. */
export async function drawDesk(browser: Browser, folder: string, wants: (name: string) => boolean): Promise<number> {
  const names = Object.keys(SIZES).flatMap((size) => CONTRASTS.map((contrast) => `desk-${size}-${contrast}`))
  if (!names.some(wants)) return 0
  const running: Foyer[] = []
  const start = async (options: StartOptions) => {
    const started = await startFoyer({ ...options, env: { FOYER_TEST_CLOCK: '1' } })
    running.unshift(started)
    return started
  }
  try {
    const foyer = await start({ args: ['--profile', 'desk'] })
    // Silent as soon as the town's clocks have gone on.
    await secondKiosk(foyer, start)
    const first = await browser.newPage()
    const town = await livedInTown(first, foyer)
    await first.close()
    await setClocks(await secondKiosk(foyer, start), town.now)
    let drawn = 0
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const contrast of CONTRASTS) {
        const name = `desk-${size}-${contrast}`
        if (!wants(name)) continue
        drawn += await drawInto(join(folder, name), await browser.newContext({ viewport, ...SCREEN }), { foyer, town, contrast })
        console.log(`${name} drawn`)
      }
    }
    return drawn
  } finally {
    for (const one of running) await one.stop()
  }
}

type Drawing = { readonly foyer: Foyer; readonly town: DeskTown; readonly contrast: (typeof CONTRASTS)[number] }

async function drawInto(target: string, context: BrowserContext, { foyer, town, contrast }: Drawing): Promise<number> {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  const page = await context.newPage()
  let drawn = 0
  for (const tour of [deskOf, fleetOf]) {
    await page.goto(foyer.page)
    await page.locator('#door-email').waitFor()
    if (contrast === 'high') await page.evaluate(() => (document.documentElement.dataset['contrast'] = 'high'))
    for await (const [screen, number] of tour(page, town)) {
      await page.evaluate(() => document.fonts.ready)
      await page.screenshot({ path: join(target, `${String(number).padStart(2, '0')}-${screen}.png`) })
      drawn += 1
    }
  }
  await context.close()
  return drawn
}

/** Through the door, a call, what can be found, the day, the requests, the figures, and the lock. */
async function* deskOf(page: Page, town: DeskTown): AsyncGenerator<Stop> {
  let number = 0
  const stop = (screen: string): Stop => [screen, (number += 1)]
  const at = (selector: string, place = 0) => page.locator(selector).nth(place)
  const key = (name: string) => page.keyboard.press(name)
  const type = (text: string) => page.keyboard.type(text)
  const dialog = async (label: string) => {
    await page.getByRole('button', { name: label, exact: true }).first().click()
    await at('dialog[open]').waitFor()
    await page.waitForLoadState('networkidle')
  }
  const view = async (name: string, screen: string) => {
    await key(name)
    await at(`[data-desk=${screen}]`).waitFor()
    await page.waitForLoadState('networkidle')
  }

  yield stop('door')
  await at('#door-email').fill(town.admin.email)
  await at('#door-password').fill('falsch')
  await key('Enter')
  await at('.desk-door-card [role=alert]:not(:empty)').waitFor()
  yield stop('door-refused')
  await at('#door-password').fill(town.admin.password)
  await key('Enter')
  await at('#desk-search').waitFor()
  yield stop('call-empty')
  await type('Pers')
  await at('.result').waitFor()
  yield stop('call-typing')
  await type('onalausweis')
  await key('Enter')
  await at('.slots-list [role=option]').waitFor()
  yield stop('call-service')
  await key('Control+Enter')
  await at('.call-trouble .desk-note').waitFor()
  yield stop('call-trouble')
  await key('Alt+3')
  await key('ArrowDown')
  await key('Enter')
  await at('.slot-line[aria-selected=true]').waitFor()
  for (const datum of ['Özgür-Weiß', 'Łucja', 'lucja@example.org', '0261 1234567']) {
    await type(datum)
    await key('Enter')
  }
  await at('#desk-consent').check()
  yield stop('call-filled')
  await key('F2')
  await type('Reisep')
  await key('Enter')
  await at('.slots-list [role=option]').waitFor()
  await at('.overbook > summary').click()
  await at('#over-reason').scrollIntoViewIfNeeded()
  yield stop('two-calls-overbooking')
  await key('F3')
  await at('.slot-line[aria-selected=true]').waitFor()
  await key('Control+Enter')
  await at('[data-booking-code]').waitFor()
  yield stop('booked')

  await view('F4', 'find')
  yield stop('find')
  await at('#find').fill('Li, 0261')
  await at('#find').fill('Becker')
  await key('Enter')
  await at('.line').waitFor()
  yield stop('found-several')
  await at('#find').fill(town.number)
  await key('Enter')
  await at('.detail').waitFor()
  yield stop('found')
  for (const [screen, label] of [
    ['move', 'Verschieben'],
    ['cancel', 'Absagen'],
    ['accept', 'Annehmen'],
    ['decline', 'Ablehnen'],
    ['ask-back', 'Rückfrage'],
    ['correct', 'Daten berichtigen'],
    ['merge', 'Mit anderem zusammenführen'],
  ] as const) {
    await dialog(label)
    if (screen === 'decline') await at('#decline-ready').selectOption({ index: 1 })
    yield stop(`found-${screen}`)
    await key('Escape')
  }

  await view('F6', 'day')
  await at('.line').waitFor()
  yield stop('day')
  await at('.line', 2).click()
  await at('.detail').waitFor()
  yield stop('day-detail')
  await page.getByRole('button', { name: 'Schalter', exact: true }).click()
  await at('.counters').waitFor()
  yield stop('day-counters')
  await dialog('Tag oder Teil schließen')
  yield stop('day-closing')
  await key('Escape')
  await view('F7', 'inbox')
  await at('.line').waitFor()
  yield stop('inbox')
  for (const place of [0, 1, 3]) await at('.line-tick input', place).check()
  await at('.line').click()
  await at('.detail').waitFor()
  yield stop('inbox-several')
  await view('F8', 'tasks')
  yield stop('tasks')
  await page.getByRole('button', { name: 'Früher-Liste' }).click()
  await at('.line').waitFor()
  await at('.line').click()
  await at('.detail').waitFor()
  yield stop('earlier')
  await view('Alt+z', 'figures')
  await at('.chart-bar').waitFor()
  yield stop('figures')
  await key('F1')
  await at('dialog[open]').waitFor()
  yield stop('keys')
  await key('Escape')
  await key('F9')
  await at('#door-email').waitFor()
  yield stop('locked')
}
