import type { Cookie } from '@playwright/test'
import { JOURNEYS } from '../support/journeys.ts'
import { type Foyer, startFoyer } from '../support/start-foyer.ts'
import { arrive, expect, test } from './terminal.ts'
import { ERRAND } from './visitor.ts'

// The machine's own table of journeys, walked by touch: in each, the screen stands where the machine says.
test.describe('a journey by touch:', () => {
  test.describe.configure({ mode: 'default' })
  let foyer: Foyer
  let cookies: Cookie[] = []

  test.beforeAll(async () => {
    foyer = await startFoyer()
  })
  test.afterAll(() => foyer.kill())

  for (const { name, path, ends } of JOURNEYS) {
    test(name, async ({ context, page }) => {
      // The address opens once; the cookie it is traded for belongs to the terminal.
      await context.addCookies(cookies)
      const visitor = await arrive(page, cookies.length > 0 ? { page: new URL(foyer.page).origin } : foyer)
      cookies = await context.cookies()
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
})
