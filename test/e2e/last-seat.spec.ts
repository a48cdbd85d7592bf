import { arrive, expect, test } from './terminal.ts'
import { ERRAND, type Errand, TO_OVERVIEW, TO_SLOT } from './visitor.ts'
import { isNight } from '../support/how-much.ts'
import { secondKiosk } from '../support/staff.ts'

// A counter with one seat: whoever comes second is shown what else is free.
const BIRTH: Errand = { ...ERRAND, office: /Standesamt/, query: 'Geburtsurkunde', service: /Geburtsurkunde|Urkunde/ }

test.use({ own: true })

test('two terminals race for the last seat: one gets it, the other is shown alternatives', async ({ foyer, start, browser }) => {
  const other = await secondKiosk(foyer, start)
  const pages = await Promise.all([browser.newPage(), browser.newPage()])
  const [one, two] = await Promise.all([arrive(pages[0], foyer, BIRTH), arrive(pages[1], other, BIRTH)])
  await Promise.all([one.go(...TO_SLOT), two.go(...TO_SLOT)])
  const earliest = await Promise.all(
    [one, two].map((visitor) => visitor.button(/Diesen Termin nehmen$/).getAttribute('aria-label')),
  )
  expect(earliest[0]).toBe(earliest[1])
  await Promise.all([one.does.takeFirstSlot(), two.does.takeFirstSlot()])
  const steps = async () => (await Promise.all([one.step(), two.step()])).toSorted().join(' ')
  await expect.poll(steps).toBe('person slot')

  const [winner, loser] = (await one.step()) === 'person' ? [one, two] : [two, one]
  await expect(loser.page.getByText('gerade vergeben')).toBeVisible()
  const alternatives = loser.page.getByRole('region', { name: 'Diese Zeiten sind frei' })
  await alternatives.getByRole('button').first().tap()
  for (const visitor of [winner, loser]) {
    await visitor.onStep('person')
    await visitor.go('enterPerson', 'giveConsent', 'goOn', 'confirm')
    await visitor.onStep('done')
  }
  expect(await winner.number()).not.toBe(await loser.number())
})

// The race above shows the same other times, one step later.
if (isNight)
  test('a slot that is taken while the form is filled costs nothing that was entered', async ({ foyer, start, browser }) => {
    const other = await secondKiosk(foyer, start)
    const pages = await Promise.all([browser.newPage(), browser.newPage()])
    const [slow, quick] = await Promise.all([arrive(pages[0], foyer, BIRTH), arrive(pages[1], other, BIRTH)])
    await slow.go(...TO_OVERVIEW, 'revisitSlot')
    await slow.onStep('slot')
    // The slow visitor looks at a list in which the quick one takes the time that they want.
    await slow.touch('Liste')
    const wanted = (await slow.times.nth(2).getAttribute('aria-label')) ?? ''
    await quick.go(...TO_SLOT)
    await quick.touch('Liste')
    await quick.main.getByRole('button', { name: wanted, exact: true }).tap()
    await quick.onStep('person')
    await slow.main.getByRole('button', { name: wanted, exact: true }).tap()
    await expect(slow.page.getByText('gerade vergeben')).toBeVisible()
    await slow.page.getByRole('region', { name: 'Diese Zeiten sind frei' }).getByRole('button').first().tap()
    await slow.onStep('overview')
    await expect(slow.main).toContainText('Özgür-Weiß')
    await slow.does.confirm()
    await slow.onStep('done')
  })
