import { freshFolder } from '../support/start-foyer.ts'
import { enrolmentCode } from '../support/staff.ts'
import { axeFaults } from './axe.ts'
import { expect, test } from './terminal.ts'

test('a device that nobody has enrolled takes its one-time code at the screen, and a wrong one is said', async ({
  page,
  foyer,
  start,
}) => {
  const device = await start({ data: freshFolder(), config: { central: foyer.central } })
  await page.goto(device.page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dieses Gerät ist noch nicht angemeldet')
  expect(await axeFaults(page, 'pairing')).toEqual([])
  const send = page.getByRole('button', { name: 'Anmelden' })
  const type = async (code: string) => {
    for (const letter of code) await page.getByRole('button', { name: letter, exact: true }).tap()
  }
  await expect(send).toBeDisabled()
  await type('0123456789AB')
  await send.tap()
  await expect(page.getByRole('status')).toHaveText(/Code/)

  for (let letter = 0; letter < 12; letter += 1) await page.getByRole('button', { name: 'Löschen' }).tap()
  await type((await enrolmentCode(foyer)).replaceAll('-', ''))
  await send.tap()
  await expect(page.getByRole('button', { name: /^Termin buchen/ })).toBeVisible({ timeout: 30_000 })
})
