import { arrive, expect, test } from './terminal.ts'
import { TO_OVERVIEW } from './visitor.ts'

test('more time twelve times over, and the booking is still made', async ({ page, start }) => {
  const foyer = await start()
  await page.clock.install()
  const visitor = await arrive(page, foyer)
  await visitor.go(...TO_OVERVIEW)
  for (let time = 0; time < 12; time += 1) {
    await page.clock.fastForward(61_000)
    await expect(page.locator('[data-seconds-left]')).toBeVisible()
    await visitor.press('Ich brauche mehr Zeit')
    await expect(page.locator('[data-seconds-left]')).toHaveCount(0)
  }
  await visitor.does.confirm()
  await visitor.onStep('done')
})

test('the time can be made ten times as long; all settings are as before for the next visitor', async ({ page, foyer }) => {
  await page.clock.install()
  const visitor = await arrive(page, foyer)
  await visitor.touch(/^Einstellungen/)
  for (const wish of ['Sehr groß', 'Hoch', 'Alles nach unten', 'Zehnfach'])
    await visitor.button(wish).evaluate((each: HTMLElement) => each.click())
  const isDressed = async (contrast: string, scale: string, reach: string) => {
    const root = page.locator('html')
    await expect(root).toHaveAttribute('data-contrast', contrast)
    await expect(root).toHaveAttribute('data-scale', scale)
    await expect(root).toHaveAttribute('data-reach', reach)
    await expect(root).toHaveAttribute('lang', 'de')
  }
  await isDressed('high', '2', 'seated')
  await visitor.touch('Fertig')
  await visitor.does.begin()
  await page.clock.fastForward(590_000)
  await expect(page.locator('[data-seconds-left]')).toHaveCount(0)
  await page.clock.runFor(15_000)
  await expect(page.locator('[data-seconds-left]')).toBeVisible()
  await page.clock.runFor(601_000)
  await visitor.onStep('start')
  await isDressed('normal', '1', 'standing')
  await visitor.does.begin()
  await page.clock.runFor(62_000)
  await expect(page.locator('[data-seconds-left]')).toBeVisible()
})
