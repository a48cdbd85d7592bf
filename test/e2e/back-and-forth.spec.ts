import { expect, test } from './terminal.ts'
import { ERRAND, TO_OVERVIEW, TO_PERSON } from './visitor.ts'

test('going back to the start of the form and forward again keeps what was entered', async ({ visitor }) => {
  await visitor.go(...TO_OVERVIEW)
  await visitor.onStep('overview')
  for (const step of ['person', 'person', 'slot', 'service', 'office'] as const) {
    await visitor.does.goBack()
    await visitor.onStep(step)
  }
  await visitor.does.chooseOffice()
  await visitor.onStep('service')
  await visitor.does.goOn()
  await visitor.does.goOn()
  await visitor.onStep('overview')
  await expect(visitor.main).toContainText('Özgür-Weiß')
  await expect(visitor.main).toContainText(ERRAND.person['E-Mail'] ?? '')
})

test('every line of the overview can be changed and leads back to it', async ({ visitor }) => {
  await visitor.go(...TO_OVERVIEW, 'revisitPerson')
  await visitor.onStep('person')
  await visitor.enterPerson({ ...ERRAND.person, Vorname: 'Ana Lucía' })
  await visitor.does.goOn()
  await visitor.onStep('overview')
  await expect(visitor.main).toContainText('Ana Lucía')
})

test('one can go away from any step, and is asked once', async ({ visitor, page }) => {
  await visitor.go(...TO_PERSON)
  await page.getByRole('textbox', { name: /^Nachname/ }).fill('Özgür-Weiß')
  await visitor.touch('Abbrechen')
  await visitor.touch('Nein, weitermachen')
  await visitor.onStep('person')
  await expect(page.getByRole('textbox', { name: /^Nachname/ })).toHaveValue('Özgür-Weiß')
  await visitor.does.cancel()
  await visitor.onStep('start')
  await visitor.sees.nothingOf('Özgür')
})

test('the steps tell where one is, in words and in order', async ({ visitor, page }) => {
  await visitor.does.begin()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Schritt 1 von 5:\s+Wo möchten Sie hin\?$/)
  await visitor.does.chooseOffice()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Schritt 2 von 5:\s+Was möchten Sie\?$/)
  await visitor.go('chooseService', 'goOn')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Schritt 3 von 5:/)
  await visitor.does.takeFirstSlot()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Schritt 4 von 5:/)
  await visitor.go('enterPerson', 'giveConsent', 'goOn')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Schritt 5 von 5:/)
})

test('a search with a slip of the finger finds the service', async ({ visitor, page }) => {
  await visitor.go('begin', 'chooseOffice')
  for (const query of ['persoanlausweis', 'Perso', 'umzug']) {
    await page.getByRole('searchbox', { name: 'Anliegen suchen' }).fill(query)
    await expect(
      visitor.main.getByRole('button', { name: query === 'umzug' ? /Wohn|ummelden/i : ERRAND.service }).first(),
    ).toBeVisible()
  }
  await page.getByRole('searchbox', { name: 'Anliegen suchen' }).fill('qqqqxxxx')
  await expect(visitor.main).toContainText('Dazu haben wir hier nichts gefunden')
})

test('a field that does not fit is named with its remedy, and nothing is lost', async ({ visitor, page }) => {
  await visitor.go(...TO_PERSON)
  await visitor.enterPerson({ ...ERRAND.person, 'E-Mail': 'keine adresse' })
  await expect(page.getByText('Eine E-Mail-Adresse hat ein @', { exact: false }).first()).toBeVisible()
  const email = page.getByRole('textbox', { name: /^E-Mail/ })
  await expect(email).toHaveValue('keine adresse')
  await expect(email).toHaveAttribute('aria-invalid', 'true')
})
