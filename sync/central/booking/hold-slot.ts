import type * as z from 'zod/mini'
import type { HoldAnswer, HoldRequest } from '../../contract/kiosk-api.ts'
import { type Need, needOf } from '../../contract/wish.ts'
import type { Audience } from '../capacity/audience.ts'
import { findAlternatives } from '../capacity/find-slots.ts'
import { lockOffices } from '../capacity/lock-office.ts'
import { type OfficeLock } from '../capacity/office-lock.ts'
import { runAt, termsAt } from '../capacity/seat-terms.ts'
import { freeSeats, takeSeats } from '../capacity/seats.ts'
import type { CentralContext } from '../context.ts'
import { isoOf, msOf } from '../planning/local-day.ts'
import { Conflict, type Tx } from '../store/store.ts'
import { type LoadedTown, townOf } from '../town/town-source.ts'

const MINUTE_MS = 60_000

export type HoldRow = {
  readonly booking_id: string
  readonly office_id: string
  readonly counter_group: string
  readonly day: string
  readonly starts_at: number
  readonly ticks: number
  readonly services: string
  readonly kiosk_id: string | null
  readonly purpose: 'visit' | 'desk' | 'earlier'
  readonly held_at: number
  readonly expires_at: number
}

export type HoldWish = z.infer<typeof HoldRequest> & { readonly kioskId: string | null; readonly audience: Audience }

export const holdOf = (tx: Tx, bookingId: string): Promise<HoldRow | undefined> =>
  tx.one<HoldRow>('select * from hold where booking_id = $1', [bookingId])

/**
 * Keeps a slot while the form is filled. The same wish again is the same hold with its first end; another wish of the
 * same booking replaces it, and only if the new seats could be taken.
 */
export async function holdSlot(context: CentralContext, wish: HoldWish): Promise<HoldAnswer> {
  // Other slots are looked for after the office's lock is given back: others wait for it.
  return (await takeHold(context, wish)) ?? refuseHold(context, wish)
}

/** The wished slot is taken; these are others. */
export function refuseHold(context: CentralContext, wish: HoldWish): Promise<HoldAnswer> {
  const nowMs = context.clock.nowMs()
  return context.store.read(async (tx): Promise<HoldAnswer> => {
    const town = await townOf(context.town, tx)
    const need = needOf(town.offersOf(wish.officeId), wish.services)
    if (!need) return { outcome: 'notOffered' }
    const search = { officeId: wish.officeId, need, audience: wish.audience, nowMs, wishedMs: msOf(wish.startsAt) }
    return { outcome: 'slotTaken', alternatives: await findAlternatives(tx, town, search) }
  })
}

/** Null where the slot is taken. */
function takeHold({ store, clock, random, settings, town: source }: CentralContext, wish: HoldWish): Promise<HoldAnswer | null> {
  return store.transact(async (tx): Promise<HoldAnswer | null> => {
    const nowMs = clock.nowMs()
    const town = await townOf(source, tx)
    const need = needOf(town.offersOf(wish.officeId), wish.services)
    if (!need) return { outcome: 'notOffered' }
    const seen = await holdOf(tx, wish.bookingId)
    const locks = await lockOffices(tx, [wish.officeId, seen?.office_id ?? wish.officeId], { nowMs, random })
    const earlier = await holdOf(tx, wish.bookingId)
    if (earlier && !locks.has(earlier.office_id)) throw new Conflict('the hold moved to another office meanwhile')
    if (earlier && isSameWish(earlier, wish)) return { outcome: 'held', expiresAt: isoOf(earlier.expires_at) }
    if (!(await takeFor(tx, { town, need, wish, nowMs, locks }))) return null
    const elsewhere = earlier && earlier.office_id !== wish.officeId ? locks.get(earlier.office_id) : undefined
    if (elsewhere) await freeSeats(tx, elsewhere, wish.bookingId)
    const expiresAtMs = nowMs + settings.holdMinutes * MINUTE_MS
    await writeHold(tx, { town, need, wish, nowMs, expiresAtMs, isNew: !earlier })
    return { outcome: 'held', expiresAt: isoOf(expiresAtMs) }
  })
}

/** Gives a hold back. Harmless where there is none, or where it is another kiosk's. */
export function releaseHold(
  context: CentralContext,
  { bookingId, kioskId }: { bookingId: string; kioskId: string | null },
): Promise<void> {
  const { store, clock, random } = context
  return store.transact(async (tx) => {
    const hold = await holdOf(tx, bookingId)
    if (!hold || hold.kiosk_id !== kioskId) return
    const locks = await lockOffices(tx, [hold.office_id], { nowMs: clock.nowMs(), random })
    const lock = locks.get(hold.office_id)
    const still = await holdOf(tx, bookingId)
    // A booking made of the hold meanwhile has its seats under the same id.
    if (!lock || !still) return
    if (still.office_id !== lock.officeId) throw new Conflict('the hold moved to another office meanwhile')
    await freeSeats(tx, lock, bookingId)
    await tx.run('delete from hold where booking_id = $1', [bookingId])
  })
}

const isSameWish = (hold: HoldRow, wish: HoldWish): boolean =>
  hold.office_id === wish.officeId && hold.starts_at === msOf(wish.startsAt) && hold.services === JSON.stringify(wish.services)

type Asked = { town: LoadedTown; need: Need; wish: HoldWish; nowMs: number }

async function takeFor(
  tx: Tx,
  { town, need, wish, nowMs, locks }: Asked & { locks: ReadonlyMap<string, OfficeLock> },
): Promise<boolean> {
  const lock = locks.get(wish.officeId)
  const run = runAt(town, need, msOf(wish.startsAt))
  const terms = termsAt(town, wish.officeId, run, { audience: wish.audience, nowMs })
  if (!lock || !terms || run.startsAtMs < terms.soonestMs) return false
  // The id of a hold becomes the booking's: one that is booked already holds nothing more.
  if (await tx.one('select booking_id from booking where booking_id = $1', [wish.bookingId])) return false
  const holder = { kind: 'hold', id: wish.bookingId } as const
  return takeSeats(tx, lock, run, { ...terms, holder, instead: [wish.bookingId] })
}

// One id can be held at two offices at once, each behind its own lock. Where none was seen, a new row is inserted and nothing
// else: the second finds the first's key, and looks again. To overwrite the row would leave the first's seats without a hold.
const INSERT = `insert into hold (office_id, counter_group, day, starts_at, ticks, services, held_at, expires_at, booking_id, kiosk_id, purpose)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
const REPLACE = `update hold set office_id = $1, counter_group = $2, day = $3, starts_at = $4, ticks = $5, services = $6,
  held_at = $7, expires_at = $8 where booking_id = $9`

async function writeHold(
  tx: Tx,
  { town, need, wish, nowMs, expiresAtMs, isNew }: Asked & { expiresAtMs: number; isNew: boolean },
): Promise<void> {
  const startsAtMs = msOf(wish.startsAt)
  await tx.run(isNew ? INSERT : REPLACE, [
    wish.officeId,
    need.counterGroupId,
    town.dayOf(startsAtMs),
    startsAtMs,
    need.ticks,
    JSON.stringify(wish.services),
    nowMs,
    expiresAtMs,
    wish.bookingId,
    ...(isNew ? [wish.kioskId, wish.audience === 'staff' ? 'desk' : 'visit'] : []),
  ])
}
