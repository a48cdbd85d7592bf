import { type BookingRow, servicesOf } from '../booking/booking-row.ts'
import { queueMail } from '../booking/queue-mail.ts'
import { TICK_MS } from '../../contract/values.ts'
import { type Need, needOf } from '../../contract/wish.ts'
import { findSlotTimes } from '../capacity/find-slots.ts'
import { lockOffice } from '../capacity/lock-office.ts'
import type { OfficeLock } from '../capacity/office-lock.ts'
import { runAt, termsAt } from '../capacity/seat-terms.ts'
import { capacityAt, planOf, takeSeats } from '../capacity/seats.ts'
import type { CentralContext } from '../context.ts'
import { isoOf } from '../planning/local-day.ts'
import type { Tx } from '../store/store.ts'
import { type LoadedTown, townOf } from '../town/town-source.ts'
import { dropProposal, putBack } from './drop-proposal.ts'
import { earlierState, mayWishAtDesk } from './earlier-wish.ts'
import type { WishRow } from './wish-row.ts'

const MINUTE_MS = 60_000
// One turn changes this many wishes of an office; the rest come in the next.
const AT_ONCE = 50

/** A wish with what its booking says to it. */
type Waiting = WishRow & Pick<BookingRow, 'standing' | 'starts_at' | 'services' | 'email_index' | 'phone_index' | 'restricted'>

/**
 * The job: free seats on an earlier day are held for whoever has waited longest and can use them, and proposed by mail.
 * Who has no address is phoned by the desk, so seats are held for them only while their office is open. Wishes whose booking
 * has moved, ended or begun are over, as are those whose proposal was not answered in time.
 */
export async function proposeEarlier(context: CentralContext): Promise<void> {
  const offices = await context.store.read((tx) =>
    tx.all<{ office_id: string }>(
      `select distinct b.office_id from earlier_wish w join booking b on b.booking_id = w.booking_id where w.state <> 'ended'`,
    ),
  )
  for (const { office_id } of offices) await proposeAt(context, office_id)
}

const proposeAt = ({ store, clock, random, settings, town: source }: CentralContext, officeId: string): Promise<void> =>
  store.transact(async (tx) => {
    const nowMs = clock.nowMs()
    const town = await townOf(source, tx)
    const lock = await lockOffice(tx, officeId, { nowMs, random })
    // All of them, not the first few: whom nothing suits waits for weeks, and nobody is to wait behind them.
    const wishes = await tx.all<Waiting>(
      `select w.*, b.standing, b.starts_at, b.services, b.email_index, b.phone_index, b.restricted
       from earlier_wish w join booking b on b.booking_id = w.booking_id
       where b.office_id = $1 and w.state <> 'ended' order by w.wished_at, w.booking_id`,
      [officeId],
    )
    if (wishes.length === 0) return
    const room = { town, lock, nowMs, random, heldMs: settings.earlierOfferMinutes * MINUTE_MS }
    const lastDay = town.dayOf(Math.max(...wishes.map((wish) => wish.starts_at)))
    let look = lookOnce(tx, room, lastDay)
    let left = AT_ONCE
    for (const wish of wishes) {
      if (!(await step(tx, room, wish, look))) continue
      left -= 1
      if (left === 0) return
      look = lookOnce(tx, room, lastDay)
    }
  })

/** Brings one wish a step further; false where it stays as it is. */
async function step(tx: Tx, room: ProposalRoom, wish: Waiting, look: Look): Promise<boolean> {
  const { lock, nowMs } = room
  if (isUnphoned(wish, nowMs)) await putBack(tx, lock, wish, nowMs)
  else if (isOver(wish, nowMs)) await dropProposal(tx, lock, wish, nowMs)
  // Restriction of processing (Article 18 GDPR): nobody is written to until it is lifted.
  else return wish.state === 'waiting' && wish.restricted === 0 && proposeTo(tx, room, wish, look)
  return true
}

function isOver(wish: Waiting, nowMs: number): boolean {
  if (!mayWishAtDesk(wish, nowMs)) return true
  const state = earlierState(wish, nowMs)
  return state.state === 'none' || (state.state === 'offered' && state.startsAtMs >= wish.starts_at)
}

const isUnphoned = (wish: Waiting, nowMs: number): boolean =>
  wish.email_index === null &&
  wish.state === 'offered' &&
  mayWishAtDesk(wish, nowMs) &&
  earlierState(wish, nowMs).state === 'none'

type ProposalRoom = {
  readonly town: LoadedTown
  readonly lock: OfficeLock
  readonly nowMs: number
  readonly random: CentralContext['random']
  readonly heldMs: number
}

/** What an office has free, as long as nothing is changed there. */
type Look = {
  /** Free starts from today to the latest day that anybody who waits has, in order. */
  readonly timesFor: (need: Need) => Promise<readonly number[]>
  readonly isOpenNow: (counterGroupId: string) => Promise<boolean>
}

/** Looks once for all who need the same: many wait, and few of them need different things. */
function lookOnce(tx: Tx, { town, lock, nowMs }: ProposalRoom, lastDay: string): Look {
  const times = new Map<string, Promise<readonly number[]>>()
  const open = new Map<string, Promise<boolean>>()
  const search = { officeId: lock.officeId, audience: 'visitor', nowMs, lastDay } as const
  return {
    timesFor: (need) =>
      once(times, `${need.counterGroupId}/${String(need.ticks)}`, () => findSlotTimes(tx, town, { ...search, need })),
    isOpenNow: (group) =>
      once(open, group, async () => {
        const plan = await planOf(tx, lock.officeId, town.dayOf(nowMs), group)
        return plan !== undefined && capacityAt(plan, Math.floor(nowMs / TICK_MS) * TICK_MS) > 0
      }),
  }
}

function once<T>(known: Map<string, Promise<T>>, key: string, find: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? find()
  known.set(key, found)
  return found
}

/** Holds the first free start on an earlier day that still lies ahead when the proposal ends. Answers whether there was one. */
async function proposeTo(
  tx: Tx,
  { town, lock, nowMs, random, heldMs }: ProposalRoom,
  wish: Waiting,
  look: Look,
): Promise<boolean> {
  const need = needOf(town.offersOf(lock.officeId), servicesOf(wish))
  if (!need) return false
  const soonestMs = Math.max(wish.not_before ?? 0, nowMs + heldMs)
  const ownDay = town.dayOf(wish.starts_at)
  const startsAtMs = (await look.timesFor(need)).find((at) => at >= soonestMs)
  if (startsAtMs === undefined || town.dayOf(startsAtMs) >= ownDay) return false
  if (wish.email_index === null && !(await look.isOpenNow(need.counterGroupId))) return false
  const run = runAt(town, need, startsAtMs)
  const terms = termsAt(town, lock.officeId, run, { audience: 'visitor', nowMs })
  const holdId = random.uuid()
  if (!terms || !(await takeSeats(tx, lock, run, { ...terms, holder: { kind: 'hold', id: holdId } }))) return false
  const untilMs = nowMs + heldMs
  await tx.run(
    `insert into hold (booking_id, office_id, counter_group, day, starts_at, ticks, services, kiosk_id, purpose, held_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, null, 'earlier', $8, $9)`,
    [holdId, lock.officeId, run.counterGroupId, run.day, startsAtMs, run.ticks, wish.services, nowMs, untilMs],
  )
  await tx.run(
    `update earlier_wish set state = 'offered', offered_starts_at = $2, offered_hold_id = $3, offered_at = $4, offer_expires_at = $5
     where booking_id = $1`,
    [wish.booking_id, startsAtMs, holdId, nowMs, untilMs],
  )
  if (wish.email_index === null) return true
  queueMail(
    tx,
    { kind: 'earlier', startsAt: isoOf(startsAtMs), until: isoOf(untilMs) },
    { mailId: random.uuid(), bookingId: wish.booking_id, eventKey: `earlier:${holdId}`, nowMs },
  )
  return true
}
