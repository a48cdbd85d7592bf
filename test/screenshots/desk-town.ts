import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { instantOf } from '../../renderer/desk/wall-time.ts'
import type { DeskBooking } from '../../sync/contract/desk-records.ts'
import { addDays } from '../../sync/contract/local-date.ts'
import { deskInPage, setClocks } from '../support/desk-in-page.ts'
import { mailedLink } from '../support/mailed-link.ts'
import { addClerk, type Clerk } from '../support/staff.ts'
import type { Foyer } from '../support/start-foyer.ts'

type Call = Pick<DeskBooking, 'officeId' | 'startsAt'> & Partial<DeskBooking>
/** What a tour has to know of the town that it finds. */
export type DeskTown = { readonly admin: Clerk; readonly it: Clerk; readonly number: string; readonly now: string }

const OFFICE = 'buergeramt'
const PAST_DAYS = 18
const NAMES = [
  'Łucja Özgür-Weiß',
  'Bo Li',
  'Mehmet Yılmaz',
  'Anna-Katharina Freifrau von Hohenwaldeck-Leutheusser',
  'Jonas Becker',
  'Oksana Kovalenko',
  'Fatima Al-Sayed',
  'Günter Schmitz',
  'Thi Mai Nguyễn',
  'Paul Neumann',
  'Ioana Popescu',
  'Heike Müller',
] as const
const SERVICES = ['personalausweis', 'reisepass', 'wohnsitz-anmelden', 'reisepass-kind', 'beglaubigung'] as const

// Where it fits every other one does.
const LONGEST = { serviceId: 'wohnsitz-anmelden', count: 2 }

/**
 * Three weeks of an office's life behind the desk, told through the page's own wire: the figures need days that were, the
 * day people who came, the inbox requests, and a question its answer. Ends on a Tuesday at 10:20.
 */
export async function livedInTown(page: Page, foyer: Foyer): Promise<DeskTown> {
  const admin = await addClerk(foyer, '*', 'officeAdmin')
  const it = await addClerk(foyer, '*', 'it')
  await page.goto(foyer.page)
  const desk = deskInPage(page)
  const today = tuesdayAfter(addDays(new Date().toISOString().slice(0, 10), PAST_DAYS + 2))
  const at = async (day: string, time: string) => {
    await setClocks(foyer, instant(day, time))
    await desk.signIn(admin)
  }
  let turn = 0
  const book = async (call: Call) => {
    const [firstName = '', ...rest] = (NAMES[turn % NAMES.length] ?? '').split(' ')
    const email = turn % 3 === 0 ? null : `besuch${turn}@example.org`
    const person = {
      firstName,
      familyName: rest.join(' '),
      phone: `0261 12${String(turn).padStart(5, '0')}`,
      ...(email && { email }),
    }
    const services = [{ serviceId: SERVICES[turn % SERVICES.length] ?? SERVICES[0], count: 1 + Number(turn % 4 === 0) }]
    turn += 1
    const bookingId = randomUUID()
    const terms = { language: 'de', confirmation: 'spoken', consentVersion: '1' } as const
    const wanted = { bookingId, services, person, ...terms, ...call }
    let answer = await desk.book(wanted)
    // A busy machine may be late; the same booking again is the same booking.
    for (let again = 0; again < 5 && answer.outcome === 'unreachable'; again += 1) answer = await desk.book(wanted)
    if (answer.outcome !== 'booked') throw new Error(`${answer.outcome}: ${JSON.stringify(call)}`)
    return { bookingId, number: answer.number, email }
  }
  /** Every `step`th time that was free at the beginning; on any day to come, or on that one. */
  const fill = async (day: string | null, step: number, most: number) => {
    const services = [LONGEST]
    const from = day ?? addDays(today, 3)
    const found = await desk.findSlots({ services, officeIds: [OFFICE], from, count: 90 })
    const free = found.outcome === 'slots' ? found.slots.filter((slot) => day === null || slot.day === day) : []
    const made = []
    for (const { startsAt } of free.filter((_, index) => index % step === 0).slice(0, most))
      made.push(await book({ officeId: OFFICE, startsAt }))
    return made
  }
  const accept = (bookingId: string) => desk.accept({ bookingId, documents: [] })

  for (let back = PAST_DAYS; back > 0; back -= 1) {
    const day = addDays(today, -back)
    if ([0, 6].includes(new Date(day).getUTCDay())) continue
    await at(day, '06:30')
    const made = await fill(day, 1 + (back % 3), 16 + (back % 5) * 3)
    for (const { bookingId } of made) await accept(bookingId)
    await at(day, '18:30')
    for (const [index, { bookingId }] of made.entries())
      await (index % (5 + (back % 4)) === 2 ? desk.markMissed({ bookingId }) : desk.markArrived({ bookingId }))
  }
  await at(today, '06:30')
  const visits = await fill(today, 5, 18)
  for (const { bookingId } of visits) await accept(bookingId)
  for (const [ahead, most] of [
    [1, 4],
    [2, 5],
    [6, 6],
  ] as const)
    await fill(addDays(today, ahead), 4, most)
  await at(today, '08:20')
  for (const { bookingId } of visits.slice(0, 2)) await desk.markArrived({ bookingId })
  await at(today, '10:20')
  await desk.markMissed({ bookingId: visits[2]?.bookingId ?? '' })
  const now = await desk.findSlots({ services: [{ serviceId: 'personalausweis', count: 1 }], officeIds: [OFFICE], count: 1 })
  const soonest = now.outcome === 'slots' ? now.slots.find(({ day, time }) => day === today && time <= '10:30') : undefined
  if (soonest)
    await book({
      officeId: OFFICE,
      services: [{ serviceId: 'personalausweis', count: 1 }],
      startsAt: soonest.startsAt,
      walkIn: true,
    })
  for (let over = 0; over < 5; over += 1)
    await book({ officeId: OFFICE, startsAt: instant(today, '11:00'), overbook: 'Die Reise beginnt morgen' })
  const asked = (await fill(null, 9, 4)).find(({ email }) => email !== null)
  if (!asked?.email) throw new Error('nothing is free in the days to come')
  await desk.askBack({ bookingId: asked.bookingId, question: 'Haben Sie schon ein neues Passfoto?' })
  const link = await mailedLink(foyer, asked.email, '/answer')
  await fetch(link, { method: 'POST', body: new URLSearchParams({ answer: 'Nein, ich lasse es am Gerät machen.' }) })
  for (const { bookingId } of visits.slice(-2)) await desk.wishEarlier({ bookingId, wanted: true })
  await desk.signOut({})
  return { admin, it, number: asked.number, now: instant(today, '10:20') }
}

const instant = (day: string, time: string): string => instantOf(day, time, 'Europe/Berlin')

function tuesdayAfter(day: string): string {
  let found = day
  while (new Date(found).getUTCDay() !== 2) found = addDays(found, 1)
  return found
}
