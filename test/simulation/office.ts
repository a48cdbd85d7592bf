import { accept, cancel, confirmByLink, decline } from '../../sync/central/booking/booking-life.ts'
import { closeDay } from '../../sync/central/booking/close-day.ts'
import { expireEverywhere } from '../../sync/central/booking/expire-job.ts'
import { lookBefore } from '../../sync/central/booking/look-before.ts'
import { moveBooking } from '../../sync/central/booking/move-booking.ts'
import { bookSlot } from '../../sync/central/booking/book-slot.ts'
import { putToRest } from '../../sync/central/booking/person-at-rest.ts'
import { findSlotTimes } from '../../sync/central/capacity/find-slots.ts'
import { lockOffice } from '../../sync/central/capacity/lock-office.ts'
import { endPastBlocks } from '../../sync/central/escrow/blocks.ts'
import { claimMails, noteSent } from '../../sync/central/mail/outbox.ts'
import { queueReminders } from '../../sync/central/mail/reminders.ts'
import { isoOf, localDay } from '../../sync/central/planning/local-day.ts'
import { addDays } from '../../sync/contract/local-date.ts'
import { planOffices } from '../../sync/central/planning/plan-office.ts'
import { townOf } from '../../sync/central/town/town-source.ts'
import type { Chance } from './chance.ts'
import type { SimCentral } from './central.ts'
import type { History } from './history.ts'
import type { Timeline } from './timeline.ts'
import { OFFICES, type OfficeName, SERVICES, type ServiceName } from './town.ts'

type World = { readonly timeline: Timeline; readonly chance: Chance; readonly history: History; readonly central: SimCentral }

const ZONE = 'Europe/Berlin'
const HOUR_MS = 3_600_000
const STAFF = { kind: 'staff', id: 'staff-1' } as const
/** Callers want long visits: few of them make the slots scarce. */
const CALLERS_COUNT = 2
const BY_MAIL = { kind: 'visitor', id: 'mail' } as const

/** The office's side: jobs of central, mails and what people do with them, clerks, callers, closures. */
export function createOffice(world: World, listeners: { beforeEscrowEnds: () => Promise<void> }) {
  const { timeline, chance, history, central } = world
  const { context } = central
  const later = (milliseconds: number, work: () => Promise<unknown>) =>
    void timeline.after(milliseconds, () => void attempt(history, work))

  /** Mails leave; a visitor may click, cancel or want another time. */
  const sendMails = async () => {
    for (;;) {
      const processId = 'simulated'
      const mails = await context.store.transact((tx) => claimMails(tx, { processId, nowMs: context.clock.nowMs() }))
      for (const { mail_id: mailId, kind, booking_id: bookingId } of mails) {
        if (bookingId === null) continue
        history.letters.push({ atMs: timeline.now(), mailId, kind, bookingId })
        history.note('letter', { mailId, kind, bookingId })
        const sent = { processId, nowMs: context.clock.nowMs(), messageId: mailId, note: null }
        // Between the relay's answer and the note of it lies a gap that no protocol closes: then the same mail goes again.
        const again = history.unsure.has(mailId)
        history.unsure.add(mailId)
        await context.store.transact((tx) => noteSent(tx, mailId, sent))
        if (!again) history.unsure.delete(mailId)
        readMail(kind, bookingId)
      }
      if (mails.length === 0) return
    }
  }
  const readMail = (kind: string, bookingId: string) => {
    if (kind === 'link' && chance.happens(0.8)) {
      later(chance.wait(1) * 2 * HOUR_MS, () => confirmByLink(context, bookingId, BY_MAIL))
      if (chance.happens(0.1)) later(3 * HOUR_MS, () => confirmByLink(context, bookingId, BY_MAIL))
    }
    if (kind !== 'accepted' && kind !== 'received') return
    if (chance.happens(0.06)) later(chance.wait(1) * 20 * HOUR_MS, () => cancel(context, bookingId, { actor: BY_MAIL }))
    if (chance.happens(0.05)) later(chance.wait(1) * 10 * HOUR_MS, () => move(bookingId))
  }
  const move = async (bookingId: string) => {
    const officeId = chance.pick(OFFICES)
    const [startsAtMs] = await timesAt(officeId, 'ausweis')
    if (startsAtMs === undefined) return
    const moved = await moveBooking(context, bookingId, { startsAtMs, audience: 'visitor', actor: BY_MAIL })
    history.count(`move ${moved.outcome}`)
  }
  const timesAt = (officeId: string, serviceId: ServiceName, count = 1) =>
    context.store.read(async (tx) => {
      const need = { counterGroupId: 'schalter', ticks: SERVICES[serviceId] * count }
      const lastDay = addDays(localDay(context.clock.nowMs(), ZONE), 1 + chance.whole(4))
      return findSlotTimes(tx, await townOf(context.town, tx), {
        officeId,
        need,
        audience: 'staff',
        nowMs: context.clock.nowMs(),
        lastDay,
      })
    })

  return {
    /** Central's own jobs, which a running process does by timers. */
    work: async () => {
      await expireEverywhere(context)
      await planOffices(context)
      await listeners.beforeEscrowEnds()
      await endPastBlocks(context)
      await context.store.transact((tx) =>
        queueReminders(tx, context.random, { nowMs: context.clock.nowMs(), hours: context.settings.reminderHours }),
      )
      await sendMails()
    },
    answerRequests: async () => {
      const waiting = await context.store.read((tx) =>
        tx.all<{ booking_id: string }>(`select booking_id from booking where standing = 'confirmed' order by booking_id`),
      )
      for (const { booking_id: bookingId } of waiting) {
        if (chance.happens(0.1)) continue
        if (chance.happens(0.9)) await accept(context, bookingId, { actor: STAFF })
        else await decline(context, bookingId, { actor: STAFF, reason: 'Unterlagen fehlen' })
      }
    },
    /** Somebody calls and is booked at the desk. */
    takeCall: async () => {
      const officeId = chance.pick(OFFICES.slice(0, 3))
      const serviceId = chance.pick(Object.keys(SERVICES) as ServiceName[])
      const times = await timesAt(officeId, serviceId, CALLERS_COUNT)
      if (times.length === 0) return history.count('caller found nothing')
      const startsAtMs = times[Math.floor(times.length * chance.fraction() ** 2)] ?? 0
      const bookingId = chance.uuid()
      const email = chance.happens(0.5) ? `anruf${bookingId.slice(0, 8)}@example.org` : null
      const answer = await bookCaller(world, { officeId, serviceId, startsAtMs, bookingId, email })
      history.count(`caller ${answer.outcome}`)
      if (answer.outcome !== 'taken') return
      const standing = answer.standing
      history.told.push({ atMs: timeline.now(), kiosk: -1, bookingId, outcome: 'booked', promised: true, standing, email })
    },
    closeSomeDay: async () => {
      const officeId: OfficeName = chance.pick(OFFICES.slice(0, 3))
      const day = addDays(localDay(context.clock.nowMs(), ZONE), 1 + chance.whole(4))
      const cancelled = await closeDay(context, { officeId, day, reason: 'Wasserschaden', actor: STAFF })
      history.count('days closed by the office')
      history.count('bookings cancelled by the office', cancelled.length)
    },
  }
}

export type OfficeSide = ReturnType<typeof createOffice>

type Call = { officeId: string; serviceId: ServiceName; startsAtMs: number; bookingId: string; email: string | null }

function bookCaller({ central }: World, { officeId, serviceId, startsAtMs, bookingId, email }: Call) {
  const { context } = central
  const nowMs = context.clock.nowMs()
  return context.store.transact(async (tx) => {
    const town = await townOf(context.town, tx)
    const lock = await lockOffice(tx, officeId, { nowMs, random: context.random })
    const atRest = putToRest(context.keys, bookingId, { familyName: 'Anruf', ...(email !== null && { email }) })
    return bookSlot(
      tx,
      { context, town, lock, nowMs },
      {
        bookingId,
        officeId,
        services: [{ serviceId, count: CALLERS_COUNT }],
        startsAtMs,
        atRest,
        consent: { version: '1', acceptedAt: isoOf(nowMs) },
        language: 'de',
        channel: 'desk',
        kioskId: null,
        receiptKeyHash: '',
        promised: true,
        claim: null,
        mustFit: false,
        bookedAtMs: nowMs,
        audience: 'staff',
        actor: STAFF,
      },
      await lookBefore(tx, { bookingId, emailIndex: atRest.emailIndex, nowMs }),
    )
  })
}

/** People at work meet the same faults as everybody; they try again another day. */
export async function attempt(history: History, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    history.count(`somebody met a fault: ${error instanceof Error && 'code' in error ? String(error.code) : String(error)}`)
  }
}
