import { arrive, expect, test } from './terminal.ts'
import { TO_PERSON, type Visitor } from './visitor.ts'

// The page's clock is the browser's: these tests move it, and nothing waits.
const QUIET_SECONDS = 60

const countdown = ({ page }: Visitor) => page.locator('[data-seconds-left]')
const secondsLeft = async (visitor: Visitor) => Number(await countdown(visitor).getAttribute('data-seconds-left'))

test.describe('when nobody touches the terminal any more', () => {
  test.beforeEach(async ({ page }) => page.clock.install())

  test('a countdown covers the form, runs from 60 to the start screen, and nothing is left', async ({ page, foyer }) => {
    const visitor = await arrive(page, foyer)
    await visitor.go(...TO_PERSON, 'enterPerson')
    await page.clock.runFor((QUIET_SECONDS - 2) * 1000)
    await expect(countdown(visitor)).toHaveCount(0)
    await page.clock.runFor(3_000)
    await expect(page.getByRole('alertdialog', { name: 'Sind Sie noch da?' })).toBeVisible()
    const first = await secondsLeft(visitor)
    expect(first).toBeGreaterThanOrEqual(58)
    await expect(page.getByText('Özgür-Weiß')).toBeHidden()
    await page.clock.runFor(10_000)
    const later = await secondsLeft(visitor)
    expect(first - later).toBeGreaterThanOrEqual(9)
    expect(first - later).toBeLessThanOrEqual(12)
    await page.clock.runFor(55_000)
    await visitor.onStep('start')
    await expect(visitor.button(/^Termin buchen/)).toBeVisible()
    await visitor.sees.nothingOf('Özgür')
    // The next visitor finds an empty form.
    await visitor.go(...TO_PERSON)
    await expect(page.getByRole('textbox', { name: /^Nachname/ })).toHaveValue('')
  })

  test('any key gives more time as well', async ({ page, foyer }) => {
    const visitor = await arrive(page, foyer)
    await visitor.go('begin')
    await page.clock.runFor((QUIET_SECONDS + 5) * 1000)
    await expect(countdown(visitor)).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(countdown(visitor)).toHaveCount(0)
    await visitor.onStep('office')
  })

  test('who says "Beenden" is forgotten at once', async ({ page, foyer }) => {
    const visitor = await arrive(page, foyer)
    await visitor.go(...TO_PERSON)
    await page.getByRole('textbox', { name: /^Nachname/ }).fill('Özgür-Weiß')
    await page.clock.runFor((QUIET_SECONDS + 5) * 1000)
    await visitor.press('Beenden')
    await visitor.onStep('start')
    await visitor.sees.nothingOf('Özgür')
  })

  test('the start screen counts nothing down', async ({ page, foyer }) => {
    const visitor = await arrive(page, foyer)
    await page.clock.fastForward(10 * 60_000)
    await expect(countdown(visitor)).toHaveCount(0)
    await visitor.onStep('start')
  })
})
