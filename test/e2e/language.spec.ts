import { expect, test } from './terminal.ts'
import { TO_PERSON } from './visitor.ts'

test('the language can be changed in the middle, and nothing is lost', async ({ visitor, page }) => {
  await visitor.go(...TO_PERSON)
  await page.getByRole('textbox', { name: /^Nachname/ }).fill('Özgür-Weiß')
  const html = page.locator('html')
  await expect(html).toHaveAttribute('lang', 'de')
  await visitor.touch(/^Sprache/)
  const languages = page.getByRole('dialog').getByRole('button').or(page.getByRole('dialog').getByRole('radio'))
  const names = await languages.allTextContents()
  expect(names.length).toBeGreaterThanOrEqual(1)
  const other = page.getByRole('dialog').getByText('English', { exact: true })
  test.skip((await other.count()) === 0, 'one language so far')
  await other.tap()
  await expect(html).toHaveAttribute('lang', 'en')
  await visitor.onStep('person')
  await expect(page.locator('input[name=familyName]')).toHaveValue('Özgür-Weiß')
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Schritt')
})
