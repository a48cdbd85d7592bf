import { secondKiosk } from '../support/staff.ts'
import { beyond, CALLER, clean, expect, sound, test } from './desk-worker.ts'

test.use({ viewport: { width: 1366, height: 768 }, hasTouch: false })

test.describe('for IT', () => {
  test.use({ role: 'it', own: true })

  test('shows the devices, enrols one, and has a terminal show a text, print a test slip and go out of service', async ({
    worker,
    desk,
    start,
    browser,
  }) => {
    test.slow()
    const { page } = worker
    await expect(page.locator('[data-desk=fleet]')).toBeVisible()
    await expect(page.locator('[data-kiosk]')).toHaveCount(1)
    await expect(page.getByRole('button', { name: /Buchen/ })).toHaveCount(0)
    await page.getByLabel('Name').fill('Rathaus, links')
    await page.keyboard.press('Enter')
    await expect(page.getByText(/Einmalcode [0-9A-Z]{4}-/)).toBeVisible()
    const lobby = await secondKiosk(desk, start)
    const context = await browser.newContext({ viewport: { width: 1080, height: 1920 }, locale: 'de-DE' })
    const screen = await context.newPage()
    await screen.goto(lobby.page)
    const terminal = page.locator('[data-kiosk]').filter({ hasText: 'Terminal' })
    await terminal.getByRole('button', { name: /^Text zeigen/ }).press('Enter')
    await sound(worker, 'a text for the screen', 'dialog[open]')
    await page.getByLabel('Text für den Startbildschirm').fill('Der Aufzug ist heute außer Betrieb.')
    await page.keyboard.press('Enter')
    await expect(screen.locator('[data-message]')).toHaveText('Der Aufzug ist heute außer Betrieb.')
    await terminal.getByRole('button', { name: /^Testdruck/ }).press('Enter')
    await expect(terminal.locator('[data-message=received]')).toBeVisible({ timeout: 25_000 })
    await expect(terminal.locator('[data-test-print=printed]')).toBeVisible({ timeout: 25_000 })
    await sound(worker, 'devices', 'body')
    await terminal.getByRole('button', { name: /^Sperren/ }).press('Enter')
    await sound(worker, 'revoking', 'dialog[open]')
    await page.keyboard.press('Escape')
    await terminal.getByRole('button', { name: /^Außer Betrieb nehmen/ }).press('Enter')
    await sound(worker, 'taking out of service', 'dialog[open]')
    await page.getByLabel('Text auf dem Bildschirm').fill('Die Papierrolle wird gewechselt.')
    await page.keyboard.press('Enter')
    await expect(screen.getByText('Die Papierrolle wird gewechselt.')).toBeVisible()
    await terminal.getByRole('button', { name: /^Wieder in Betrieb/ }).press('Enter')
    await expect(screen.locator('[data-message]')).toBeVisible()
    await context.close()
  })
})

test('is clean for axe on its screens, the busiest ones in both themes', async ({ worker, clerk }) => {
  test.slow()
  const { page } = worker
  await worker.page.keyboard.type('Perso')
  await page.locator('.result').first().waitFor()
  const answers = page.locator('.answers')
  await expect(answers, 'the caller’s question is answered while the word is typed').toContainText(
    /Dauer.*15 Minuten.*37,00.*Wo.*Bürgeramt/,
  )
  await page.keyboard.press('ArrowDown')
  await expect(answers.getByRole('heading')).not.toHaveText('Auskunft: Personalausweis beantragen')
  await page.keyboard.press('ArrowUp')
  await clean(worker, 'search')
  await page.keyboard.press('Enter')
  await worker.slots.first().waitFor()
  await page.keyboard.press('Control+Enter')
  await clean(worker, 'call with trouble')
  await page.keyboard.press('F2')
  const number = await worker.bookFor(CALLER)
  await clean(worker, 'booked')
  await page.keyboard.press('F4')
  await worker.focused('find')
  await page.keyboard.type(number)
  await page.keyboard.press('Enter')
  await page.locator('.detail').waitFor()
  await clean(worker, 'found')
  for (const [key, screen] of [
    ['F7', 'inbox'],
    ['F8', 'tasks'],
    ['F6', 'day'],
  ] as const) {
    await page.keyboard.press(key)
    await page.locator(`[data-desk=${screen}]`).waitFor()
    await page.waitForLoadState('networkidle')
    await clean(worker, screen)
  }
  await page.getByRole('button', { name: 'Kontrast' }).press('Enter')
  await clean(worker, 'day in high contrast')
  await page.keyboard.press('Alt+b')
  await clean(worker, 'call in high contrast')
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog', { name: 'Tasten' })).toBeVisible()
  await clean(worker, 'keys')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F9')
  await page.locator('#door-email').waitFor()
  await clean(worker, 'door')
  await worker.unlock(clerk)
})

test.describe('at 200 %', () => {
  // Who sees most screens. A zoom of 200 % halves the room that a page has.
  test.use({ role: 'officeAdmin', viewport: { width: 683, height: 384 } })

  test('nothing runs out of any screen sideways, and no dialog covers its own text', async ({ worker }) => {
    const { page } = worker
    await worker.chooseService('Perso')
    await worker.slots.first().waitFor()
    expect(await beyond(page), 'a call').toEqual([])
    for (const [key, screen] of [
      ['F4', 'find'],
      ['F6', 'day'],
      ['F7', 'inbox'],
      ['F8', 'tasks'],
      ['Alt+z', 'figures'],
    ] as const) {
      await page.keyboard.press(key)
      await page.locator(`[data-desk=${screen}]`).waitFor()
      expect(await beyond(page), screen).toEqual([])
    }
    await page.keyboard.press('F1')
    const close = page.getByRole('dialog', { name: 'Tasten' }).getByRole('button', { name: 'Schließen' })
    await expect(close).toBeVisible()
    expect(await beyond(page), 'the keys').toEqual([])
    const ground = await close.evaluate((button) => getComputedStyle(button.parentElement ?? button).backgroundColor)
    expect(ground, 'what scrolls behind the actions is not seen through them').not.toMatch(/rgba\(.*, 0\)|transparent/)
  })
})
