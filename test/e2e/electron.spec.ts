import { _electron, expect, type Page, test } from '@playwright/test'
import { freshFolder } from '../support/start-foyer.ts'
import { findElectron } from '../support/tools.ts'

const binary = findElectron()

/** From the start screen to the times, with a mouse: Playwright gives an Electron window no fingers. */
async function goToTimes(page: Page) {
  const main = page.locator('main')
  const click = (name: RegExp) => main.getByRole('button', { name }).first().click()
  await click(/^Termin buchen/)
  await click(/Bürgeramt/)
  await page.getByRole('searchbox', { name: 'Anliegen suchen' }).fill('Personalausweis')
  await main.getByText(/\d+ gefunden/).waitFor()
  await click(/Personalausweis/)
  await click(/^(Auswählen|Übernehmen)$/)
  await page
    .getByRole('button', { name: /^Weiter( |$)/ })
    .last()
    .click()
  await page.locator('main[data-step=slot]').waitFor()
}

async function stopVisit(page: Page) {
  await page.getByRole('button', { name: 'Abbrechen', exact: true }).first().click()
  await page.getByRole('button', { name: 'Ja, abbrechen', exact: true }).click()
}

test('the Electron window shows the same terminal, and a fresh page of it after each visitor', async () => {
  test.skip(binary === null, 'skipped: no Electron binary')
  const app = await _electron.launch({
    ...(binary !== null && { executablePath: binary }),
    args: ['.', '--data', freshFolder(), '--port', '0'],
    env: { ...(process.env as Record<string, string>), FOYER_SHELL: 'electron' },
  })
  const page = await app.firstWindow()
  await goToTimes(page)
  // What this document says of itself is gone with it; an address it asks for leads nowhere.
  await page.evaluate(() => {
    document.documentElement.dataset['visited'] = 'yes'
    location.assign('app://foyer/out-of-order')
  })
  await page.locator('html[data-visited] main[data-step=slot]').waitFor()
  await stopVisit(page)
  await page.locator('html:not([data-visited]) main[data-step=start]').waitFor()
  await goToTimes(page)
  expect(app.windows()).toHaveLength(1)
  await app.close()
})
