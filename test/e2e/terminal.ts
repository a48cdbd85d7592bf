import { test as base } from '@playwright/test'
import { type Foyer, type StartOptions, startFoyer } from '../support/start-foyer.ts'
import { ERRAND, type Errand, type Visitor, visitorAt } from './visitor.ts'

type Fixtures = {
  /** `test.use({ own: true })`: a Foyer for each test alone, where files and capacity are counted. */
  readonly own: boolean
  /** Starts a further Foyer; whatever was started ends with the test. */
  readonly start: (options?: StartOptions) => Promise<Foyer>
  readonly foyer: Foyer
  /** A visitor at a terminal, on its start screen. */
  readonly visitor: Visitor
}

export const test = base.extend<Fixtures, { readonly shared: Foyer }>({
  shared: [
    async ({}, provide) => {
      const foyer = await startFoyer()
      await provide(foyer)
      await foyer.stop()
    },
    { scope: 'worker' },
  ],
  own: [false, { option: true }],
  start: async ({}, provide) => {
    const running: Foyer[] = []
    await provide(async (options) => {
      const foyer = await startFoyer(options)
      running.push(foyer)
      return foyer
    })
    await Promise.all(running.map((foyer) => foyer.kill()))
  },
  foyer: async ({ own, shared, start }, provide) => provide(own ? await start() : shared),
  visitor: async ({ page, foyer }, provide) => provide(await arrive(page, foyer)),
})
export { expect } from '@playwright/test'

/** Walks up to a terminal that has been started. */
export async function arrive(
  page: Visitor['page'],
  foyer: Pick<Foyer, 'page'> & Partial<Pick<Foyer, 'receipts'>>,
  errand: Errand = ERRAND,
): Promise<Visitor> {
  await page.goto(foyer.page)
  const visitor = visitorAt(page, errand, foyer.receipts)
  await visitor.button(/^Termin buchen/).waitFor()
  return visitor
}
