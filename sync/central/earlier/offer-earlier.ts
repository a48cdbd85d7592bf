import { type BookingRow, loadBooking, servicesOf } from '../booking/booking-row.ts'
import { queueMail } from '../booking/queue-mail.ts'
import { TICK_MS } from '../../contract/values.ts'
import { needOf } from '../../contract/wish.ts'
import { keptFrom } from '../capacity/audience.ts'
import { findSlotTimes } from '../capacity/find-slots.ts'
import { lockOffice } from '../capacity/lock-office.ts'
import type { OfficeLock } from '../capacity/office-lock.ts'
import { capacityAt, planOf, takeSeats } from '../capacity/seats.ts'
import type { CentralContext } from '../context.ts'
import { isoOf } from '../planning/local-day.ts'
import type { Tx } from '../store/store.ts'
import { type LoadedTown, townOf } from '../town/town-source.ts'
import { dropOffer, putBack } from './drop-offer.ts'
import { earlierState, mayWishAtDesk, type WishRow } from './earlier-wish.ts'

const MINUTE_MS = 60_000
// One turn works through this many of an office; the rest come in the next.
const AT_ONCE = 50

/**
 * The job: free seats on an earlier day are held for whoever has waited longest and can use them, and offered by mail. Who
 * has no address is phoned by the desk, so seats are held for them only while their office is open. Wishes whose booking has moved, ended or begun are over, as are those whose offer was not answered in time.
 */
export async function offerEarlier(context: CentralContext): Promise<void> {
  const offices = await context.store.read((tx) =>
    tx.all<{ office_id: string }>(
      `select distinct b.office_id from earlier_wish w join booking b on b.booking_id = w.booking_id where w.state <> 'ended'`,
    ),
  )
  for (const { office_id } of offices) await offerAt(context, office_id)
}

const offerAt = ({ store, clock, random, settings, town: source }: CentralContext, officeId: string): Promise<void> =>
  store.transact(async (tx) => {
    const nowMs = clock.nowMs()
    const town = await townOf(source, tx)
    const lock = await lockOffice(tx, officeId, { nowMs, random })
    const wishes = await tx.all<WishRow>(
      `select w.* from earlier_wish w join booking b on b.booking_id = w.booking_id
       where b.office_id = $1 and w.state <> 'ended' order by w.wished_at, w.booking_id limit ${String(AT_ONCE)}`,
      [officeId],
    )
    const room = { town, lock, nowMs, random, offerMs: settings.earlierOfferMinutes * MINUTE_MS }
    for (const wish of wishes) {
      const booking = await loadBooking(tx, wish.booking_id)
      if (booking && isUnphoned(wish, booking, nowMs)) await putBack(tx, lock, wish, nowMs)
      else if (!booking || isOver(wish, booking, nowMs)) await dropOffer(tx, lock, wish, nowMs)
      else if (wish.state === 'waiting') await offerTo(tx, room, wish, booking)
    }
  })

function isOver(wish: WishRow, booking: BookingRow, nowMs: number): boolean {
  if (!mayWishAtDesk(booking, nowMs)) return true
  const state = earlierState(wish, nowMs)
  return state.state === 'none' || (state.state === 'offered' && state.startsAtMs >= booking.starts_at)
}

const isUnphoned = (wish: WishRow, booking: BookingRow, nowMs: number): boolean =>
  booking.email_index === null &&
  wish.state === 'offered' &&
  mayWishAtDesk(booking, nowMs) &&
  earlierState(wish, nowMs).state === 'none'

type OfferRoom = {
  readonly town: LoadedTown
  readonly lock: OfficeLock
  readonly nowMs: number
  readonly random: CentralContext['random']
  readonly offerMs: number
}

async function offerTo(tx: Tx, { town, lock, nowMs, random, offerMs }: OfferRoom, wish: WishRow, booking: BookingRow) {
  const startsAtMs = await earlierTime(tx, { town, lock, nowMs, offerMs }, wish, booking)
  const office = town.offices.get(lock.officeId)
  const need = needOf(town.offersOf(lock.officeId), servicesOf(booking))
  if (startsAtMs === undefined || !office || !need) return
  if (booking.email_index === null && !(await isOpenNow(tx, { town, lock, nowMs }, need.counterGroupId))) return
  const day = town.dayOf(startsAtMs)
  const run = { counterGroupId: need.counterGroupId, day, startsAtMs, ticks: need.ticks }
  const kept = keptFrom('visitor', office, town.dayOf(nowMs))(day)
  const holdId = random.uuid()
  const gridTicks = town.counterGroup(lock.officeId, need.counterGroupId)?.gridTicks ?? 1
  if (!(await takeSeats(tx, lock, run, { holder: { kind: 'hold', id: holdId }, gridTicks, kept }))) return
  const untilMs = nowMs + offerMs
  await tx.run(
    `insert into hold (booking_id, office_id, counter_group, day, starts_at, ticks, services, kiosk_id, purpose, held_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, null, 'earlier', $8, $9)`,
    [holdId, lock.officeId, run.counterGroupId, day, startsAtMs, run.ticks, booking.services, nowMs, untilMs],
  )
  await tx.run(
    `update earlier_wish set state = 'offered', offered_starts_at = $2, offered_hold_id = $3, offered_at = $4, offer_expires_at = $5
     where booking_id = $1`,
    [booking.booking_id, startsAtMs, holdId, nowMs, untilMs],
  )
  if (booking.email_index === null) return
  queueMail(
    tx,
    { kind: 'earlier', startsAt: isoOf(startsAtMs), until: isoOf(untilMs) },
    { mailId: random.uuid(), bookingId: booking.booking_id, eventKey: `earlier:${holdId}`, nowMs },
  )
}

async function isOpenNow(tx: Tx, { town, lock, nowMs }: Omit<OfferRoom, 'random' | 'offerMs'>, counterGroupId: string) {
  const plan = await planOf(tx, lock.officeId, town.dayOf(nowMs), counterGroupId)
  return plan !== undefined && capacityAt(plan, Math.floor(nowMs / TICK_MS) * TICK_MS) > 0
}

/** The first free start on an earlier day that still lies ahead when the offer ends. */
async function earlierTime(
  tx: Tx,
  { town, lock, nowMs, offerMs }: Omit<OfferRoom, 'random'>,
  wish: WishRow,
  booking: BookingRow,
): Promise<number | undefined> {
  const need = needOf(town.offersOf(lock.officeId), servicesOf(booking))
  if (!need) return undefined
  const ownDay = town.dayOf(booking.starts_at)
  const soonestMs = Math.max(wish.not_before ?? 0, nowMs + offerMs)
  const search = { officeId: lock.officeId, need, audience: 'visitor', nowMs, lastDay: ownDay } as const
  const times = await findSlotTimes(tx, town, search)
  return times.find((at) => at >= soonestMs && town.dayOf(at) < ownDay)
}
