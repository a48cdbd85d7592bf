import { randomBytes } from 'node:crypto'
import { hashPin } from '../../main/service/pin.ts'
import { axeFaults } from './axe.ts'
import { expect, test } from './terminal.ts'

const [PIN, WRONG] = ['271828', '111111']
const SHOTS = process.env['FOYER_SHOTS']

test.describe('the service menu at the terminal', () => {
  test('opens by a hidden gesture and a PIN, lets look and close, and leaves a fresh start screen', async ({ page, start }) => {
    const foyer = await start({ env: { FOYER_SERVICE_PINS_IT: await hashPin(PIN, randomBytes) } })
    const menu = page.locator('main.caretaker')
    const shot = async (name: string) => {
      if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` })
    }
    const corner = async (taps: number) => {
      for (let tap = 0; tap < taps; tap += 1) await page.touchscreen.tap(30, 30)
    }
    const type = async (digits: string) => {
      for (const digit of digits) await menu.getByRole('button', { name: digit, exact: true }).tap()
      await menu.getByRole('button', { name: 'Öffnen' }).tap()
    }
    const looksWell = async (name: string) => {
      await expect(menu).toHaveAttribute('data-service', name)
      expect(await axeFaults(page, name)).toEqual([])
      await shot(name)
    }
    await page.goto(foyer.page)
    const door = page.getByRole('button', { name: /^Termin buchen/ })
    await door.waitFor()
    await corner(4)
    await page.touchscreen.tap(500, 30)
    await corner(4)
    await expect(menu).toHaveCount(0)
    await corner(1)
    await looksWell('pin')
    await type(WRONG)
    await expect(menu.getByRole('status')).toHaveText('Die PIN ist falsch. Noch 4 Versuche.')
    await type(PIN)
    await looksWell('overview')
    await menu.getByRole('button', { name: /^Probedruck/ }).tap()
    await expect(menu.getByRole('status')).toHaveText('Der Probedruck ist unterwegs.')

    await menu.getByRole('button', { name: /^Tastenfeld/ }).tap()
    await expect(menu).toHaveAttribute('data-service', 'keypad')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('F9')
    await expect(menu.getByRole('listitem')).toHaveText([/F9.*ohne Bedeutung/, /ArrowDown.*weiter im Bild/])
    await looksWell('keypad')
    await menu.getByRole('button', { name: 'Zur Übersicht' }).tap()

    await menu.getByRole('button', { name: /^Bildschirm/ }).tap()
    const line = menu.locator('[data-mm="100"]')
    const before = (await line.boundingBox())?.width ?? 0
    await menu.getByRole('button', { name: 'länger' }).tap()
    await expect.poll(async () => (await line.boundingBox())?.width ?? 0).toBeGreaterThan(before)
    for (let point = 1; point <= 9; point += 1) await menu.getByRole('button', { name: `Punkt ${point}` }).tap()
    await expect(menu.getByRole('status')).toContainText('9 von 9')
    await looksWell('screen')
    await menu.getByRole('button', { name: 'Zur Übersicht' }).tap()

    await menu.getByRole('button', { name: /^Selbsttest/ }).tap()
    await expect(menu.getByRole('listitem')).toHaveCount(10, { timeout: 60_000 })
    await looksWell('checks')
    await menu.getByRole('button', { name: 'Zur Übersicht' }).tap()

    await menu.getByRole('button', { name: /^Außer Betrieb/ }).tap()
    await menu.getByRole('button', { name: /^Wieder in Betrieb/ }).waitFor()
    await menu.getByRole('button', { name: 'Zurück zum Startbildschirm' }).tap()
    // Said by the fresh page alone: what is touched on the one before is gone with it.
    await page.getByRole('heading', { name: 'Dieses Gerät ist außer Betrieb' }).waitFor()
    await expect(menu).toHaveCount(0)
    await expect(door).toHaveCount(0)
    await shot('closed')
    await corner(5)
    await type(PIN)
    await menu.getByRole('button', { name: /^Wieder in Betrieb/ }).tap()
    await menu.getByRole('button', { name: 'Zurück zum Startbildschirm' }).tap()
    await door.waitFor()

    // Whoever stood here before chose another language: the menu is the caretaker's.
    await page.getByRole('button', { name: /^Sprache/ }).tap()
    await page.getByRole('dialog').getByText('العربية').tap()
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    await corner(5)
    await looksWell('pin')
    await expect(menu).toHaveAttribute('lang', 'de')
    const [foreign, rightToLeft, arrow] = await page.evaluate(() => [
      /[\u0600-\u06ff]/.test(document.body.innerText),
      [...document.querySelectorAll('main *')].filter((each) => getComputedStyle(each).direction === 'rtl').length,
      [...document.querySelectorAll('main .icon-turning')].map((each) => getComputedStyle(each).transform),
    ])
    expect([foreign, rightToLeft, arrow]).toEqual([false, 0, ['none', 'none']])
  })
})
