import { ar } from '../../renderer/text/ar.ts'
import { de } from '../../renderer/text/de.ts'
import { bookByKeypad, keypadAt } from './keypad.ts'
import { expect, test } from './terminal.ts'

test.describe.configure({ timeout: 120_000 })

for (const [language, t] of [
  ['de', de],
  ['ar', ar],
] as const) {
  test(`a whole booking with the seven keys of a keypad and nothing else, in ${language}`, async ({ page, start }) => {
    const foyer = await start({ config: { speech: { on: false } } })
    await page.goto(`${foyer.page}?lang=${language}`)
    await page.locator('.start-door-main').waitFor()
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    const keypad = keypadAt(page)
    await bookByKeypad(keypad, t, async () => undefined)
    await expect(page.locator('[data-booking-code]')).toBeVisible()
    await keypad.choose(t.done.finish)
    await page.locator('.start-door-main').waitFor()
  })
}

test('every control of a screen is met going on and going back, and the way begins again past its end', async ({
  visitor,
  start,
  page,
}) => {
  const foyer = await start({ config: { speech: { on: false } } })
  await page.goto(foyer.page)
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
      const met = new Set<string>()
      for (let press = 0; press < count; press += 1) {
        await keypad.press(key)
        met.add(
          await page.evaluate(() => {
            const all = [...document.querySelectorAll('*')]
            return String(all.indexOf(document.activeElement ?? document.body))
          }),
        )
      }
      expect(met.size, `${screen} ${key}`).toBe(count)
    }
  }
})

test('going back leaves a dialog, then the step; help is one key away', async ({ page, start, visitor }) => {
  const foyer = await start({ config: { speech: { on: false } } })
  await page.goto(foyer.page)
  await visitor.does.begin()
  const keypad = keypadAt(page)
  await keypad.press('help')
  await expect(page.getByRole('dialog', { name: 'Hilfe' })).toBeVisible()
  await keypad.press('back')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await keypad.press('back')
  await visitor.onStep('start')
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
