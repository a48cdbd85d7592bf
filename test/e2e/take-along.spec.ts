import { de } from '../../renderer/text/de.ts'
import { readTakeAlongCode } from '../../sync/contract/take-along.ts'
import { scanNewestPaper } from '../support/read-slip.ts'
import { scanOnGermanKeyboard, scanText } from './scanner.ts'
import { expect, test } from './terminal.ts'
import { TO_PERSON } from './visitor.ts'

test.use({ own: true })

test('a code on paper fills the form into which it is scanned; torn, locked or none of ours it says so', async ({
  visitor,
  foyer,
  page,
}) => {
  const asked = page.getByRole('heading', { level: 1 })
  await visitor.go(...TO_PERSON, 'enterPerson', 'giveConsent', 'keepPerson', 'wantSlip')
  await test.step('the PIN is typed on the screen, where nobody can read it', async () => {
    for (const digit of '4711') await page.locator(`.keyboard [data-skbtn="${digit}"]`).tap()
    await expect(page.locator('#pin')).toHaveAttribute('type', 'password')
    await expect(page.locator('#pin')).toHaveValue('4711')
    expect(await page.locator('body').innerText()).not.toContain('4711')
  })
  await visitor.go('choosePin', 'leaveSlip', 'cancel')
  const code = readTakeAlongCode(scanNewestPaper(foyer.receipts)) ?? ''
  expect(code).toMatch(/^\d{200,}$/)

  await test.step('into a field, from a scanner that is set to another country’s keyboard', async () => {
    await visitor.go(...TO_PERSON, 'scanInstead')
    await expect(asked).toContainText('Halten Sie Ihren Code unter den Scanner')
    await visitor.touch('Selbst eintragen')
    const field = page.getByRole('textbox', { name: /^Vorname/ })
    await field.fill('Wer')
    await field.focus()
    await scanOnGermanKeyboard(page, code)
    await page.locator('#pin').waitFor()
    await visitor.does.enterPin()
    await expect(page.getByText('Ihre Angaben sind eingetragen')).toBeVisible()
    await expect(field).toHaveValue('Łucja')
    await expect(page.getByRole('textbox', { name: /^Nachname/ })).toHaveValue('Özgür-Weiß')
    await visitor.does.cancel()
  })

  await visitor.does.scanSlip()
  await scanText(page, code.slice(0, -40))
  await expect(asked).toContainText('Dieser Code ist nicht lesbar')
  await visitor.touch('Noch einmal scannen')
  await expect(asked).toContainText('Halten Sie Ihren Code unter den Scanner')
  await scanText(page, '4006381333931')
  await expect(asked).toContainText('Dieser Code ist nicht lesbar')
  await scanText(page, code)
  await page.locator('#pin').waitFor()
  for (const left of [2, 1]) {
    // On the keys of the screen: after the answer they write into the field that has come in the place of the one before.
    for (const digit of '4712') await page.locator(`.keyboard [data-skbtn="${digit}"]`).tap()
    await expect(page.locator('#pin')).toHaveValue('4712')
    await page.locator('.actions-on .button-primary').tap()
    await expect(page.getByRole('alert').filter({ hasText: de.takeAlong.wrongPin(left) })).toBeVisible()
  }
  await visitor.does.enterWrongPin()
  await expect(asked).toContainText('Dieser Code ist gesperrt')
  await visitor.touch('Selbst eintragen')
  await visitor.onStep('office')
})
