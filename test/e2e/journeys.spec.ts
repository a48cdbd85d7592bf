import { isNight } from '../support/how-much.ts'
import { JOURNEYS } from '../support/journeys.ts'
import { arrive, expect, test } from './terminal.ts'
import { ERRAND, somebody } from './visitor.ts'

/** So like others that at every change the machine walks them, and a finger only at night. */
const AT_NIGHT: readonly string[] = [
  'a slot from the list goes straight on',
  'another booking without the person kept begins with an empty form',
  'keeping declined at the second question',
  'the data taken along as a code, and the form filled from it at the next visit',
  'cancelled at the service',
  'cancelled at the slot',
  'cancelled at the person',
]

// The machine's own table of journeys, walked by touch: in each, the screen stands where the machine says.
for (const { name, path, ends } of JOURNEYS) {
  if (AT_NIGHT.includes(name) && !isNight) continue
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
