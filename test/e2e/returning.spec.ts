import readQr from 'jsqr'
import { PNG } from 'pngjs'
import { scanOnGermanKeyboard, scanText } from './scanner.ts'
import { arrive, expect, test } from './terminal.ts'
import { TO_OVERVIEW, type Visitor } from './visitor.ts'

test.use({ own: true })

/** Books, and reads the address in the QR code off the screen as a telephone would. */
async function bookAndLeave(visitor: Visitor): Promise<{ scanned: string; number: string }> {
  await visitor.go(...TO_OVERVIEW, 'confirm')
  await visitor.onStep('done')
  const number = await visitor.number()
  const { data, width, height } = PNG.sync.read(await visitor.page.locator('.done-qr').screenshot())
  const scanned = readQr.default(new Uint8ClampedArray(data), width, height)?.data ?? ''
  expect(scanned).toContain(number)
  await visitor.does.finish()
  await visitor.button(/^Termin buchen/).waitFor()
  return { scanned, number }
}

const scan = ({ page }: Visitor, text: string) => scanText(page, text)

test('a receipt scanned at the start screen opens its booking without the person; it can be moved, then cancelled', async ({
  visitor,
  page,
}) => {
  const { scanned } = await bookAndLeave(visitor)
  await scan(visitor, scanned)
  await expect(page.getByRole('heading', { level: 1, name: 'Das ist Ihre Anfrage' })).toBeVisible()
  await visitor.onStep('start')
  await expect(page.getByText('Bürgeramt').first()).toBeVisible()
  await visitor.sees.nothingOf('Özgür')
  await visitor.touch('Termin verschieben')
  await visitor.touch('Liste')
  await visitor.times.nth(2).tap()
  await expect(page.getByText('Ihr Termin ist verschoben')).toBeVisible()
  await visitor.touch('Fertig')
  await visitor.button(/^Termin buchen/).waitFor()
  // Whoever set up the scanner forgot that the terminal's keyboard is a German one.
  await scanOnGermanKeyboard(page, scanned)
  await visitor.touch('Termin absagen')
  await visitor.touch('Nein, behalten')
  await visitor.touch('Termin absagen')
  await visitor.touch('Ja, absagen')
  await expect(page.getByText('Ihr Termin ist abgesagt')).toBeVisible()
})

test('a number typed with the keys of the screen opens its booking, but cancelling needs the receipt', async ({
  visitor,
  page,
}) => {
  const { number, scanned } = await bookAndLeave(visitor)
  await visitor.touch(/^Ich habe einen Termin/)
  for (const key of number.replace('-', '')) await page.locator(`.keyboard [data-skbtn="${key}"]`).tap()
  await expect(page.getByRole('textbox')).toHaveValue(number.replace('-', ''))
  await visitor.touch('Termin suchen')
  await expect(page.getByText('Zum Absagen oder Verschieben brauchen wir')).toBeVisible()
  await expect(visitor.button('Termin absagen')).toHaveCount(0)
  // The screen has just asked for it.
  await scan(visitor, scanned)
  await expect(visitor.button('Termin absagen')).toBeVisible()
})

test('what is no number, and a number of nobody, are said in words', async ({ page, foyer }) => {
  const visitor = await arrive(page, foyer)
  await visitor.touch(/^Ich habe einen Termin/)
  await page.getByRole('textbox').fill('Hallo')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Das ist keine Nummer von uns')
  await page.getByRole('textbox').fill('7K3M-9QX2')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('keinen Termin gefunden')
  await visitor.touch('Zurück')
  await visitor.button(/^Termin buchen/).waitFor()
})
