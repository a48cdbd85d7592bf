import type { Page } from '@playwright/test'
import type { DeskTown } from './desk-town.ts'
import type { Stop } from './desk.ts'

/** IT's corner: the devices, one of them silent, and what has to be typed before something is asked of one. */
export async function* fleetOf(page: Page, { it }: DeskTown): AsyncGenerator<Stop> {
  let number = 40
  const stop = (screen: string): Stop => [screen, (number += 1)]
  await page.locator('#door-email').fill(it.email)
  await page.locator('#door-password').fill(it.password)
  await page.keyboard.press('Enter')
  await page.locator('[data-kiosk]').first().waitFor()
  yield stop('fleet')
  await page.getByLabel('Name').fill('Rathaus, links')
  await page.keyboard.press('Enter')
  await page.getByText(/Einmalcode [0-9A-Z]{4}-/).waitFor()
  yield stop('fleet-enrolled')
  const lobby = page.locator('[data-kiosk]').filter({ hasText: 'Terminal' }).last()
  for (const [screen, label] of [
    ['message', /^Text zeigen/],
    ['taking', /^Außer Betrieb nehmen/],
    ['revoking', /^Sperren/],
  ] as const) {
    await lobby.getByRole('button', { name: label }).click()
    await page.locator('dialog[open]').waitFor()
    yield stop(`fleet-${screen}`)
    await page.keyboard.press('Escape')
  }
}
