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

test('telephone numbers are read in the order in which they are dialled, among Arabic letters too', async ({ visitor, page }) => {
  await visitor.touch('العربية')
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await page.locator('[data-tool=help]').tap()
  for (const place of ['.start-facts', '.document-call']) {
    const order = await page.locator(place).evaluate((element) => {
      const words = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      for (let node = words.nextNode(); node; node = words.nextNode()) {
        const at = node.textContent?.indexOf('0261 129-0') ?? -1
        if (at < 0) continue
        const leftOf = (offset: number) => {
          const range = document.createRange()
          range.setStart(node, at + offset)
          range.setEnd(node, at + offset + 1)
          return range.getBoundingClientRect().left
        }
        return [leftOf(0), leftOf('0261 '.length), leftOf('0261 129-'.length)]
      }
      return []
    })
    expect(order, place).toHaveLength(3)
    expect(order, place).toEqual(order.toSorted((one, other) => one - other))
  }
})

test('a language whose words cannot be had, because the station has just gone, leaves the screen as it is', async ({
  visitor,
  page,
}) => {
  await page.route('**/assets/fr-*.js', (route) => route.abort())
  await visitor.touch('Français')
  await visitor.touch('English')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.locator('.start-door')).toHaveCount(2)
})
