import { existsSync, readdirSync } from 'node:fs'
import { expect, test } from './terminal.ts'
import { TO_OVERVIEW } from './visitor.ts'

test.use({ own: true })

const count = (folder: string, ending: string) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)).length : 0
const slips = (folder: string) => count(folder, '.bin')
const mails = (folder: string) => count(folder, '.eml')

test('a double tap on the last button is one booking, one receipt, one mail', async ({ visitor, foyer, page }) => {
  const answers: Promise<string>[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('/confirmBooking')) answers.push(response.text())
  })
  await visitor.go(...TO_OVERVIEW)
  const confirm = visitor.button('Termin jetzt buchen')
  const box = await confirm.boundingBox()
  if (!box) throw new Error('no button to tap')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await Promise.all([page.touchscreen.tap(x, y), page.touchscreen.tap(x, y)])
  await visitor.onStep('done')
  await expect(visitor.main).toContainText('Ihr Beleg ist gedruckt')
  await expect.poll(() => mails(foyer.mails)).toBe(1)
  expect(slips(foyer.receipts)).toBe(1)
  expect(new Set((await Promise.all(answers)).map((text) => /"number":"[^"]+"/.exec(text)?.[0])).size).toBe(1)
})

test('a reload while the booking is being written gives one booking and a wiped start screen', async ({
  visitor,
  foyer,
  page,
}) => {
  await visitor.go(...TO_OVERVIEW)
  // The answer is held back on its way to the page: the station has the booking, the page does not know.
  await page.route('**/confirmBooking', async (route) => {
    await route.fetch()
    await new Promise<void>((resolve) => page.once('framenavigated', () => resolve()))
    await route.abort().catch(() => undefined)
  })
  const sent = page.waitForRequest('**/confirmBooking')
  await visitor.does.confirm()
  await sent
  await expect.poll(() => mails(foyer.mails)).toBe(1)
  await page.reload()
  await visitor.onStep('start')
  await visitor.sees.nothingOf('Özgür')
  expect(mails(foyer.mails)).toBe(1)
  expect(slips(foyer.receipts)).toBeLessThanOrEqual(1)
})

test('an answer that is lost is asked for again with the same booking', async ({ visitor, foyer, page }) => {
  await visitor.go(...TO_OVERVIEW)
  let lost = 0
  await page.route('**/confirmBooking', async (route) => {
    if (lost > 0) return route.continue()
    lost += 1
    await route.fetch()
    return route.abort()
  })
  await visitor.does.confirm()
  const retry = visitor.button('Noch einmal versuchen')
  await retry.or(page.locator('[data-booking-code]')).first().waitFor()
  if (await retry.isVisible()) await retry.tap()
  await visitor.onStep('done')
  await expect.poll(() => mails(foyer.mails)).toBe(1)
  expect(slips(foyer.receipts)).toBe(1)
  expect(lost).toBe(1)
})
