import type { Page } from '@playwright/test'
import { addClerk, type Clerk } from '../support/staff.ts'
import { type Foyer, startFoyer } from '../support/start-foyer.ts'
import { axeFaults, colourFaults } from './axe.ts'
import { expect, test as base } from './terminal.ts'

export { expect }

export const CALLER = ['Özgür-Weiß', 'Łucja', 'lucja@example.org', '0261 1234567'] as const
/** Somebody at the desk's keyboard; keys are counted while they count. */
export type Worker = ReturnType<typeof workerAt>

/** `settings`, `clock`: of a desk of one's own; what the town's central says, and whether its clocks can be set. */
type Own = { readonly settings: object; readonly clock: boolean }
type Fixtures = Own & { readonly role: string; readonly desk: Foyer; readonly clerk: Clerk; readonly worker: Worker }
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
  settings: [{}, { option: true }],
  clock: [false, { option: true }],
  desk: async ({ own, sharedDesk, start, settings, clock }, provide) => {
    const wanted = { ...DESK, config: { settings }, ...(clock && { env: { FOYER_TEST_CLOCK: '1' } }) }
    await provide(own ? await start(wanted) : sharedDesk)
  },
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
      await enterPassword(page, password)
    },
    /** After a lock, by the one who was there. */
    unlock: async ({ email, password }: Clerk) => {
      await focused('door-password')
      await expect(page.locator('#door-email')).toHaveValue(email)
      await enterPassword(page, password)
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

async function enterPassword(page: Page, password: string): Promise<void> {
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  // Checking a password takes a third of a second of a processor that may be busy.
  await page.locator('[data-desk]').waitFor({ timeout: 30_000 })
}

/** axe finds nothing on the screen as it is now. */
export async function clean({ page }: Pick<Worker, 'page'>, screen: string, scope?: string) {
  expect(await axeFaults(page, screen, scope)).toEqual([])
}

/**
 * A part of the screen is clean for axe, its colours also in high contrast; at a zoom of 200 %, which halves the room that a
 * page has, nothing of it is cut off or runs out sideways.
 */
export async function sound(worker: Pick<Worker, 'page'>, screen: string, scope: string) {
  const { page } = worker
  await clean(worker, screen, scope)
  const contrast = (kind: 'high' | 'normal') =>
    page.evaluate((name) => (document.documentElement.dataset['contrast'] = name), kind)
  await contrast('high')
  expect(await colourFaults(page, scope), `${screen} in high contrast`).toEqual([])
  await contrast('normal')
  const size = page.viewportSize() ?? { width: 0, height: 0 }
  await page.setViewportSize({ width: Math.ceil(size.width / 2), height: size.height / 2 })
  expect(await beyond(page, scope), `${screen} at 200 %`).toEqual([])
  await page.setViewportSize(size)
}

/** What runs out of the page sideways, or is cut off by its own box. The body scrolls, so each box is asked where it ends. */
export const beyond = (page: Page, scope = 'body'): Promise<string[]> =>
  page.evaluate((within) => {
    const edge = document.documentElement.clientWidth + 1
    const cut = (box: Element) =>
      getComputedStyle(box).overflowX === 'hidden' && box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1
    return [...document.querySelectorAll(`${within}, ${within} *`)]
      .filter((box) => box.checkVisibility() && !box.closest('svg, .wide'))
      .filter((box) => box.getBoundingClientRect().right > edge || cut(box))
      .map((box) => `${box.tagName} ${box.className}`)
  }, scope)
