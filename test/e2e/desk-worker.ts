import type { Page } from '@playwright/test'
import { addClerk, type Clerk } from '../support/staff.ts'
import { type Foyer, startFoyer } from '../support/start-foyer.ts'
import { axeFaults } from './axe.ts'
import { expect, test as base } from './terminal.ts'

export { expect }

export const CALLER = ['Özgür-Weiß', 'Łucja', 'lucja@example.org', '0261 1234567'] as const
/** Somebody at the desk's keyboard; keys are counted while they count. */
export type Worker = ReturnType<typeof workerAt>

type Fixtures = { readonly role: string; readonly desk: Foyer; readonly clerk: Clerk; readonly worker: Worker }
type Shared = { readonly sharedDesk: Foyer; readonly clerks: Map<string, Promise<Clerk>> }

const DESK = { args: ['--profile', 'desk'] }

/** A desk and who works there. `test.use({ own: true })`: a desk for the test alone, where devices and visits are counted. */
export const test = base.extend<Fixtures, Shared>({
  sharedDesk: [
    async ({}, provide) => {
      const foyer = await startFoyer(DESK)
      await provide(foyer)
      await foyer.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  clerks: [async ({}, provide) => provide(new Map()), { scope: 'worker' }],
  role: ['frontDesk', { option: true }],
  desk: async ({ own, sharedDesk, start }, provide) => provide(own ? await start(DESK) : sharedDesk),
  clerk: async ({ own, desk, role, clerks }, provide) => {
    const known = own ? undefined : clerks.get(role)
    const clerk = known ?? addClerk(desk, '*', role)
    if (!own) clerks.set(role, clerk)
    await provide(await clerk)
  },
  worker: async ({ page, desk, clerk }, provide) => {
    const worker = workerAt(page)
    await page.goto(desk.page)
    await worker.signIn(clerk)
    await provide(worker)
  },
})

export function workerAt(page: Page) {
  const counted = { keys: 0, callers: 0 }
  const press = async (key: string, times = 1) => {
    for (let turn = 0; turn < times; turn += 1) {
      counted.keys += 1
      await page.keyboard.press(key)
    }
  }
  const type = async (text: string) => {
    counted.keys += text.length
    await page.keyboard.type(text)
  }
  /** What any form would ask of the caller. */
  const enterData = async (text: string) => {
    counted.callers += text.length
    await page.keyboard.type(text)
  }
  const focused = (id: string) => expect(page.locator(`#${id}`)).toBeFocused()
  const slots = page.locator('.slots-list [role=option]')
  const number = page.locator('[data-booking-code]')
  return {
    page,
    counted,
    press,
    type,
    focused,
    slots,
    number,
    signIn: async ({ email, password }: Clerk) => {
      await focused('door-email')
      await page.keyboard.type(email)
      await page.keyboard.press('Tab')
      await page.keyboard.type(password)
      await page.keyboard.press('Enter')
      // Checking a password takes a third of a second of a processor that may be busy.
      await page.locator('[data-desk]').waitFor({ timeout: 30_000 })
    },
    chooseService: async (words: string) => {
      await focused('desk-search')
      await type(words)
      await press('Enter')
      await expect(page.locator('.chosen-line')).toHaveCount(1)
    },
    /** From the search to the booking, for a caller. */
    bookFor: async (person: readonly string[], words = 'Perso') => {
      await focused('desk-search')
      await type(words)
      await press('Enter')
      await slots.first().waitFor()
      await press('Enter', 2)
      for (const datum of person) {
        await enterData(datum)
        await press('Enter')
      }
      await focused('desk-consent')
      await press('Enter', 2)
      await number.waitFor()
      return (await number.getAttribute('data-booking-code')) ?? ''
    },
  }
}

/** axe finds nothing on the screen as it is now. */
export async function clean({ page }: Pick<Worker, 'page'>, screen: string) {
  expect(await axeFaults(page, screen)).toEqual([])
}
