import { type Browser as Chromium, expect, test } from '@playwright/test'
import { closeDay } from '../../sync/central/booking/close-day.ts'
import { confirmByLink } from '../../sync/central/booking/booking-life.ts'
import { isNight } from '../support/how-much.ts'
import { type Browser, linkIn, type PeopleKit, startPeople } from '../support/people-kit.ts'
import { axeFaults } from './axe.ts'

test.skip(!isNight, 'central’s pages with axe and at 320 px run at night')
test.setTimeout(300_000)

// WCAG 2.2, 1.4.10: what 400 % zoom leaves of 1280 px. Tables alone may be wider, in a box that scrolls.
const SIZES = [
  { width: 1_280, height: 800 },
  { width: 320, height: 640 },
] as const

/** What axe finds on the pages, folded parts opened, and which of them are wider than their window. */
async function walk(chromium: Chromium, { address }: PeopleKit, paths: readonly string[], member?: Browser): Promise<string[]> {
  const context = await chromium.newContext({ locale: 'de-DE' })
  if (member) {
    const [name = '', value = ''] = member.cookie().split('=')
    await context.addCookies([{ name, value, url: address }])
  }
  const page = await context.newPage()
  const faults: string[] = []
  for (const path of paths) {
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await page.goto(new URL(path, address).href)
      await page.evaluate(() => document.querySelectorAll('details').forEach((part) => (part.open = true)))
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (wider > 0) faults.push(`${path}: ${String(wider)} px wider than ${String(size.width)}`)
    }
    faults.push(...(await axeFaults(page, path)))
  }
  await context.close()
  return faults
}

test('the pages of visitors and staff can be used by everybody, on a large screen and a small one', async ({ browser }) => {
  const people = await startPeople()
  const { context } = people
  const [open, other] = [await people.book(), await people.book({ startsAt: '2026-11-24T08:00:00.000Z' })]
  await people.mails()
  const text = people.mailbox.received()[0]?.mail.text
  const visitors = ['/confirm', '/cancel'].map((ending) => linkIn(text, ending))
  const own = linkIn(text, '/cancel').replace('/cancel', '')
  expect(await walk(browser, people, ['/staff/sign-in', ...visitors, own, '/b/nobodys'])).toEqual([])
  await confirmByLink(context, open.bookingId, { kind: 'visitor', id: null })
  await closeDay(context, {
    officeId: 'rathaus',
    day: '2026-11-24',
    from: '08:30',
    reason: 'Schulung',
    actor: { kind: 'staff', id: null },
  })
  const [closure] = await context.store.read((tx) => tx.all<{ closure_id: string }>('select closure_id from closure'))
  await context.store.transact((tx) =>
    tx.run('update mail set dead_at = 1, attempts = 9 where booking_id = $1', [other.bookingId]),
  )
  const admin = await people.staff({ role: 'officeAdmin' })
  const pages = ['', '/day?office=rathaus&day=2026-11-24', '/search', '/templates', '/closures', '/mails', '/audit', '/nowhere']
  const ofThese = [`/bookings/${open.bookingId}`, `/bookings/${other.bookingId}`, `/closures/${closure?.closure_id ?? ''}`]
  expect(
    await walk(
      browser,
      people,
      [...pages, ...ofThese].map((path) => `/staff${path}`),
      admin,
    ),
  ).toEqual([])
  expect(await walk(browser, people, ['/staff/fleet', '/staff'], await people.staff({ role: 'it', offices: [] }))).toEqual([])
  await people.stop()
})
