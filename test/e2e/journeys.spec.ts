import { JOURNEYS } from '../support/journeys.ts'
import { arrive, expect, test } from './terminal.ts'
import { ERRAND, somebody } from './visitor.ts'

// The machine's own table of journeys, walked by touch: in each, the screen stands where the machine says.
for (const { name, path, ends } of JOURNEYS) {
  test(`a journey by touch: ${name}`, async ({ page, foyer }) => {
    const visitor = await arrive(page, foyer, somebody())
    for (const [doing, step] of path) {
      await test.step(`${doing}, then ${step}`, async () => {
        await visitor.does[doing]()
        await visitor.onStep(step)
      })
    }
    if (ends === 'forgotten') await expect(page.locator('body')).not.toContainText(ERRAND.person['Nachname'] ?? '')
    if (ends === 'booked') expect(await visitor.number()).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  })
}
