import type { Page } from '@playwright/test'
import { addClerk, type Clerk } from '../support/staff.ts'
import type { Foyer } from '../support/start-foyer.ts'
import { expect, test as base } from './terminal.ts'

export { expect }

/** Somebody at the desk's keyboard; keys are counted while they count. */
export type Worker = ReturnType<typeof workerAt>

type Fixtures = { readonly role: string; readonly desk: Foyer; readonly clerk: Clerk; readonly worker: Worker }

/** A desk of its own for each test, and who works there. */
export const test = base.extend<Fixtures>({
  role: ['frontDesk', { option: true }],
  desk: async ({ start }, provide) => provide(await start({ args: ['--profile', 'desk'] })),
  clerk: async ({ desk, role }, provide) => provide(await addClerk(desk, '*', role)),
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
