import type { Page } from '@playwright/test'
import { ar } from '../../renderer/text/ar.ts'
import { de } from '../../renderer/text/de.ts'
import { isNight } from '../support/how-much.ts'
import { bookByKeypad, keypadAt } from './keypad.ts'
import { expect, test } from './terminal.ts'
import { TO_PERSON } from './visitor.ts'

test.describe.configure({ timeout: 240_000 })

for (const [language, t] of [
  ['de', de],
  // By day Arabic is for the ears alone (speech.spec.ts).
  ...(isNight ? [['ar', ar] as const] : []),
] as const) {
  test(`a whole booking with the seven keys of a keypad and nothing else, in ${language}`, async ({ page, start }) => {
    const foyer = await start({ config: { speech: { on: false } } })
    await page.goto(`${foyer.page}?lang=${language}`)
    await page.locator('.start-door-main').waitFor()
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    const keypad = keypadAt(page)
    await bookByKeypad(keypad, t, async (screen) => {
      if (screen === 'slot') await throughTheDays(page)
    })
    await expect(page.locator('[data-booking-code]')).toBeVisible()
    await keypad.choose(t.done.finish)
    await page.locator('.start-door-main').waitFor()
  })
}

/** The calendar by the keys of its grid, along the line of reading; Tab stops in it once. */
async function throughTheDays(page: Page) {
  await page.locator('button.day').first().waitFor()
  expect(await page.locator('button.day[tabindex="0"]').count()).toBe(1)
  const days = await page.locator('button.day').evaluateAll((all) => all.map((each) => each.getAttribute('data-day')))
  const at = () => page.evaluate(() => document.activeElement?.getAttribute('data-day') ?? null)
  const [on, back] =
    (await page.locator('html').getAttribute('dir')) === 'rtl' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
  const month = page.locator('.month-name')
  const before = await month.textContent()
  const arrives = (day: string | null | undefined) => expect.poll(at).toBe(day ?? null)
  await page.locator('button.day').first().focus()
  await page.keyboard.press(on)
  await arrives(days[1])
  await page.keyboard.press(back)
  await arrives(days[0])
  // Whoever goes sideways goes by weeks up and down.
  const week = days.find((day) => day !== null && Date.parse(day) === Date.parse(days[0] ?? '') + 7 * 86_400_000)
  if (week) {
    await page.keyboard.press('ArrowDown')
    await arrives(week)
    await page.keyboard.press('ArrowUp')
    await arrives(days[0])
  }
  await page.keyboard.press('PageDown')
  await expect(month).not.toHaveText(before ?? '')
  await expect.poll(at).not.toBe(days[0])
  await expect.poll(at).not.toBe(null)
  // Up from the first week leaves the grid: nobody is held in it.
  for (let press = 0; press < 12 && (await at()) !== null; press += 1) await page.keyboard.press('ArrowUp')
  await arrives(null)
}

test('every control of a screen is met going on and going back, and the way begins again past its end', async ({
  visitor,
  start,
  page,
}) => {
  const foyer = await start({ config: { speech: { on: false } } })
  await page.goto(foyer.page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const keypad = keypadAt(page)
  for (const screen of ['start', 'office', 'settings'] as const) {
    if (screen === 'office') await visitor.does.begin()
    if (screen === 'settings') await visitor.touch(/^Einstellungen/)
    await visitor.idle()
    const scope = screen === 'settings' ? 'dialog[open]' : 'body'
    const count = await page.evaluate(
      (within) =>
        [...document.querySelectorAll<HTMLElement>(`${within} :is(button, a[href], input)`)].filter(
          (each) => each.checkVisibility({ visibilityProperty: true }) && each.closest('.keyboard') === null,
        ).length,
      scope,
    )
    for (const key of ['next', 'previous'] as const) {
      const met = new Set<number>()
      const unseen: string[] = []
      for (let press = 0; press < count; press += 1) {
        await keypad.press(key)
        const { place, seen } = await whereFocusIs(page)
        met.add(place)
        if (!seen) unseen.push(await keypad.focused())
      }
      expect(met.size, `${screen} ${key}`).toBe(count)
      expect(unseen, `${screen} ${key}`).toEqual([])
    }
  }
})

/** `seen`: a ring around it, and nothing over it (WCAG 2.4.7, 2.4.11). */
const whereFocusIs = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement ?? document.body
    const ringed = [at, ...(at.parentElement ? [at.parentElement] : [])].some((each) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(each)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    })
    const { left, right, top, bottom } = at.getBoundingClientRect()
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return { place: [...document.querySelectorAll('*')].indexOf(at), seen: ringed && over !== null && at.contains(over) }
  })

test('going back leaves a dialog, then the step; help is one key away', async ({ page, start, visitor }) => {
  const foyer = await start({ config: { speech: { on: false } } })
  await page.goto(foyer.page)
  await visitor.does.begin()
  const keypad = keypadAt(page)
  // EN 301 549, 5.7: a key that is held counts once.
  await page.keyboard.down('ArrowDown')
  const once = await keypad.focused()
  for (let repeat = 0; repeat < 3; repeat += 1) await page.keyboard.down('ArrowDown')
  expect(await keypad.focused()).toBe(once)
  await page.keyboard.up('ArrowDown')
  await keypad.press('help')
  await expect(page.getByRole('dialog', { name: 'Hilfe' })).toBeVisible()
  await keypad.press('back')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await keypad.press('back')
  await visitor.onStep('start')
})

test('going back leaves the keys of the screen for the field that they write into, also that of a PIN', async ({
  page,
  start,
  visitor,
}) => {
  const foyer = await start({ config: { speech: { on: false } } })
  await page.goto(foyer.page)
  await visitor.go(...TO_PERSON, 'enterPerson', 'giveConsent', 'keepPerson', 'wantSlip')
  const keypad = keypadAt(page)
  const pin = page.locator('#pin')
  await page.locator('.keyboard .hg-button').first().waitFor()
  await pin.focus()
  await keypad.press('select')
  await expect(page.locator('.keyboard :focus')).toHaveCount(1)
  await keypad.press('back')
  await expect(pin).toBeFocused()
})

test('the codes of a Storm keypad and of an own table work alike', async ({ page, start }) => {
  const foyer = await start({ config: { speech: { on: false }, keypad: { preset: 'storm-navpad', keys: { F13: 'help' } } } })
  await page.goto(foyer.page)
  await page.locator('.start-door-main').waitFor()
  const send = (code: string) =>
    page.evaluate((key) => {
      const target = document.activeElement ?? document.body
      target.dispatchEvent(new KeyboardEvent('keydown', { code: key, key, bubbles: true, cancelable: true }))
    }, code)
  for (let press = 0; press < 40 && !(await keypadAt(page).focused()).startsWith('Termin buchen'); press += 1) await send('F19')
  await send('F20')
  await expect(page.locator('main')).toHaveAttribute('data-step', 'office')
  await send('F13')
  await expect(page.getByRole('dialog')).toBeVisible()
})
