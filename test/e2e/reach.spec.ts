import type { Page } from '@playwright/test'
import { tourOf } from '../screenshots/tour.ts'
import { isNight } from '../support/how-much.ts'
import { expect, test } from './terminal.ts'
import type { Visitor } from './visitor.ts'

const MM = 4.03
const REACH_MM = 250
const PANEL = { pixelsPerMm: MM, reachLimitMm: REACH_MM }

type Box = {
  readonly name: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** Where what is seen of it begins and ends: a box of pages cuts what the next page begins with. */
  readonly seen: { readonly top: number; readonly bottom: number }
  readonly key: boolean
}

/** The touchable boxes of the screen, or of its topmost dialog. */
const boxesOf = (page: Page): Promise<Box[]> =>
  page.evaluate(async () => {
    // A button that is still pressed is a little smaller.
    while (document.querySelector('button:active')) await new Promise(requestAnimationFrame)
    await Promise.all(document.getAnimations().map((each) => each.finished.catch(() => undefined)))
    const scope = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
    return [...scope.querySelectorAll<HTMLElement>('button, a[href], input')].flatMap((each) => {
      const target = each.matches('[type=checkbox], [type=radio]') ? (each.closest('label') ?? each) : each
      const { left, top, right, bottom, width } = target.getBoundingClientRect()
      const shown =
        each.checkVisibility({ visibilityProperty: true }) && width > 1 && getComputedStyle(target).pointerEvents !== 'none'
      // What has been turned away by the pages' buttons cannot be touched.
      const seen = [...document.elementsFromPoint((left + right) / 2, (top + bottom) / 2)].some((hit) => target.contains(hit))
      if (!shown || !seen || each.matches('.frame-skip')) return []
      const name = each.ariaLabel ?? each.textContent?.trim().slice(0, 30) ?? each.tagName
      const page = target.closest('.pages-box')
      // At its edges there is room for the ring around what has the focus.
      const ring = page ? Number.parseFloat(getComputedStyle(page).paddingTop) : 0
      const cut = {
        top: Math.max(top, page ? page.getBoundingClientRect().top + ring : top),
        bottom: Math.min(bottom, page ? page.getBoundingClientRect().bottom - ring : bottom),
      }
      return [{ name: name || each.tagName, left, top, right, bottom, seen: cut, key: each.closest('.keyboard') !== null }]
    })
  })

/** All screens of a visit with their dialogs, one after the other. */
async function everyScreen(visitor: Visitor, look: (screen: string) => Promise<void>) {
  const { page } = visitor
  const dialog = async (name: RegExp, screen: string) => {
    await visitor.touch(name)
    await page.locator('dialog[open]').waitFor()
    await look(screen)
    await page.keyboard.press('Escape')
    await expect(page.locator('dialog[open]')).toHaveCount(0)
  }
  await look('start')
  await dialog(/^Hilfe/, 'help')
  await dialog(/^Sprache/, 'languages')
  await dialog(/^Personal rufen/, 'staff called')
  await visitor.does.begin()
  await visitor.idle()
  await look('office')
  await visitor.does.chooseOffice()
  await visitor.idle()
  await look('service')
  await page.getByRole('searchbox').tap()
  await page.locator('.hg-button').first().waitFor()
  await look('service with keys')
  await page.locator('.keyboard-hide').tap()
  await page.locator('.groups-card, .service-row').first().tap()
  if ((await page.locator('dialog[open]').count()) === 0) await page.locator('.service-row').first().tap()
  await page.locator('dialog[open]').waitFor()
  await look('sheet')
  await page.locator('dialog .button-primary').tap()
  await visitor.does.goOn()
  await visitor.idle()
  await look('slot')
  await visitor.touch('Liste')
  await look('slot list')
  await visitor.touch('Kalender')
  await visitor.does.takeFirstSlot()
  await page.locator('.hg-button').first().waitFor()
  await look('person')
  await visitor.does.enterPerson()
  await look('consent')
  await visitor.does.giveConsent()
  await visitor.does.goOn()
  await look('overview')
  await visitor.touch('Abbrechen')
  await page.locator('dialog[open]').waitFor()
  await look('cancelling')
  await visitor.touch('Nein, weitermachen')
  await visitor.does.confirm()
  await visitor.onStep('done')
  await look('done')
}

/** What a seated visitor meets: by day the common panel, and the one that has least room with the largest type. */
const SEATED = [
  ['portrait', 'reach', { width: 1080, height: 1920 }, MM],
  ['small', 'reach-large', { width: 1280, height: 1024 }, 3.4],
  ...(isNight
    ? ([
        ['portrait', 'reach-large', { width: 1080, height: 1920 }, MM],
        ['landscape', 'reach', { width: 1920, height: 1080 }, MM],
        ['landscape', 'reach-large', { width: 1920, height: 1080 }, MM],
        ['small', 'reach', { width: 1280, height: 1024 }, 3.4],
      ] as const)
    : []),
] as const
for (const [panel, wish, size, mm] of SEATED) {
  test(`seated reach brings every control below ${REACH_MM} mm, with dialogs, keys and pages: ${panel}, ${wish}`, async ({
    start,
    page,
  }) => {
    test.setTimeout(240_000)
    const foyer = await start({ config: { ...PANEL, pixelsPerMm: mm } })
    await page.setViewportSize(size)
    // A page that is still sliding to its end has a button that is about to go.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.clock.install()
    await page.goto(foyer.page)
    const tooHigh: string[] = []
    const look = async (screen: string) => {
      for (const { name, seen } of await boxesOf(page)) {
        const height = (size.height - seen.top) / mm
        if (height > REACH_MM + 0.5) tooHigh.push(`${screen}: ${name} at ${Math.round(height)} mm`)
      }
    }
    const dialog = async (tool: string, screen: string) => {
      await page.locator(tool).tap()
      await page.locator('dialog[open]').waitFor()
      await look(screen)
      await page.keyboard.press('Escape')
      await expect(page.locator('dialog[open]')).toHaveCount(0)
    }
    const down = page.locator('main .pages-button:not([aria-disabled]):last-child')
    let seated = false
    for await (const [screen] of tourOf(page, wish)) {
      // Before, nobody has asked for it yet.
      seated ||= screen.startsWith('start-')
      if (!seated) continue
      await look(screen)
      if (!screen.startsWith('start-')) continue
      for (let turned = 2; (await down.count()) > 0; turned += 1) {
        await down.tap()
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
        await look(`page ${turned} of start`)
      }
      await dialog('.band-tool:first-child', 'languages')
      await dialog('.band-tool:nth-child(2)', 'settings')
      await dialog('[data-tool=call]', 'staff called')
      await page.locator('.start-door').nth(1).tap()
      await page.locator('.hg-button').first().waitFor()
      await look('existing')
      await page.locator('.actions-back .button').first().tap()
      await page.locator('.start-door-main').waitFor()
    }
    expect(tooHigh).toEqual([])
  })
}

for (const [orientation, size] of [
  ['portrait', { width: 1080, height: 1920 }],
  ['landscape', { width: 1920, height: 1080 }],
] as const) {
  // Lying, the same boxes stand beside one another: for the night.
  if (orientation === 'landscape' && !isNight) continue
  test(`targets measure at least 15 mm and 48 px and keep their distance in ${orientation}`, async ({ visitor, start, page }) => {
    const foyer = await start({ config: PANEL })
    await page.setViewportSize(size)
    await page.goto(foyer.page)
    const faults: string[] = []
    await everyScreen(visitor, async (screen) => {
      const boxes = await boxesOf(page)
      for (const { name, left, top, right, bottom } of boxes)
        if (Math.min(right - left, bottom - top) < Math.max(48, 15 * MM) - 0.5)
          faults.push(`${screen}: ${name} ${Math.round((right - left) / MM)} × ${Math.round((bottom - top) / MM)} mm`)
      boxes.forEach((one, index) => {
        for (const other of boxes.slice(index + 1)) {
          const across = Math.max(one.left, other.left) - Math.min(one.right, other.right)
          const along = Math.max(one.seen.top, other.seen.top) - Math.min(one.seen.bottom, other.seen.bottom)
          const inside = across < 0 && along < 0
          const least = (one.key && other.key ? 2 : 3) * MM - 0.6
          if (!inside && Math.max(across, along) < least)
            faults.push(`${screen}: ${one.name} and ${other.name} ${(Math.max(across, along) / MM).toFixed(1)} mm apart`)
        }
      })
    })
    expect([...new Set(faults)]).toEqual([])
  })
}
