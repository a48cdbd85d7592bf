import { type Page } from '@playwright/test'
import { PERSON_FIELDS, type PersonField } from '../../sync/contract/person.ts'
import { BAD_INPUT, GOOD_FORM } from '../support/bad-input.ts'
import { arrive, expect, test } from './terminal.ts'
import { type Errand, somebody, TO_PERSON } from './visitor.ts'

// It asks for every field that there is.
const MARRIAGE: Errand = { ...somebody(), office: /Standesamt/, query: 'Heirat', service: /Heirat anmelden/ }

// A field takes no more than its longest; what is longer comes from elsewhere, and is tried at station and central with
// all other rows of the table.
const HERE = /^(nothing|spaces|an emoji|a right-to-left|zero-width|control bytes|HTML|quotes|a look-alike|O'Brien|محمد)/
const ROWS = BAD_INPUT.filter(([what]) => HERE.test(what))

const fieldsOn = async (page: Page): Promise<PersonField[]> => {
  const shown = await page.locator('main .field-input').evaluateAll((inputs) => inputs.map(({ id }) => id))
  return shown.flatMap((id) => PERSON_FIELDS.find((field) => field === id) ?? [])
}
const wrongOn = (page: Page) =>
  page.locator('main [aria-invalid=true]').evaluateAll((inputs) =>
    inputs.map((input) => {
      const described = (input.getAttribute('aria-describedby') ?? '').split(' ')
      const words = described.map((id) => document.getElementById(id)?.textContent?.trim() ?? '')
      return { field: input.id, said: words.some((word, at) => (described[at] ?? '').endsWith('-error') && word.length > 10) }
    }),
  )

test('what cannot be is said at its field with the remedy; people are called what they are called', async ({ foyer, page }) => {
  test.slow()
  const visitor = await arrive(page, foyer, MARRIAGE)
  const dialogs: string[] = []
  page.on('dialog', (dialog) => void dialogs.push(dialog.message()))
  await visitor.go(...TO_PERSON)
  await page.getByRole('textbox').first().waitFor()
  const seen = new Set<PersonField>()
  const goOn = () =>
    visitor
      .button(/^Weiter( |$)/)
      .last()
      .tap()
  for (let group = 0; group < 4; group += 1) {
    const fields = await fieldsOn(page)
    if (fields.length === 0) break
    for (const field of fields) seen.add(field)
    const fill = async (typed: string | null) => {
      for (const field of fields) {
        // Emptied first: beside control bytes Chromium counts what is replaced as part of a field's length.
        await page.locator(`#${field}`).fill('')
        await page.locator(`#${field}`).fill(typed ?? GOOD_FORM[field])
      }
    }
    for (const [what, typed, verdicts] of ROWS) {
      await fill(typed)
      const required = await page.locator('main .field-input[required]').evaluateAll((inputs) => inputs.map(({ id }) => id))
      const wrong = fields.filter((field) => {
        const verdict = verdicts[PERSON_FIELDS.indexOf(field)] ?? ''
        return verdict === '!missing' ? required.includes(field) : verdict.startsWith('!')
      })
      await goOn()
      if (wrong.length > 0) {
        await expect(page.locator(`#${wrong[0]}`), `${what} in ${fields.join()}`).toBeFocused()
        await expect
          .poll(() => wrongOn(page), `${what} in ${fields.join()}`)
          .toEqual(wrong.map((field) => ({ field, said: true })))
      } else {
        await expect.poll(() => fieldsOn(page), `${what} in ${fields.join()}`).not.toEqual(fields)
        await visitor.button('Zurück').tap()
        await expect.poll(() => fieldsOn(page)).toEqual(fields)
      }
    }
    await fill(null)
    await goOn()
    await expect.poll(() => fieldsOn(page)).not.toEqual(fields)
  }
  expect([...seen].sort()).toEqual([...PERSON_FIELDS].sort())
  expect(ROWS).toHaveLength(11)
  expect(dialogs).toEqual([])
})
