import type { BookingCode, CancelOutcome, CheckInOutcome, LookUpOutcome, MoveOutcome } from '../../contract/existing.ts'
import { type BookingRow, servicesOf, standingAt } from '../booking/booking-row.ts'
import { cancel, markArrived } from '../booking/booking-life.ts'
import { isMovable, MOVABLE, moveBooking } from '../booking/move-booking.ts'
import type { CentralContext } from '../context.ts'
import type { KioskRow } from '../fleet/kiosk-row.ts'
import { isoOf, msOf, slotAt } from '../planning/local-day.ts'
import { countAttempt } from '../staff/throttle.ts'
import { type LoadedTown, townOf } from '../town/town-source.ts'
import { type Opened, openByCode } from './open-by-code.ts'

const MINUTE_MS = 60_000
/** Check-in opens this long before the visit and stays open for as long after its start. */
const CHECK_IN_MS = 60 * MINUTE_MS
/** Numbers have 40 random bits; twenty tries a minute and terminal find none of them by guessing. */
const TRIES_A_MINUTE = 20

type Ask = { readonly kiosk: KioskRow; readonly code: BookingCode }
type Found = {
  readonly outcome: 'opened'
  readonly opened: Opened
  readonly town: LoadedTown
  readonly mayMove: boolean
  readonly nowMs: number
}
type NotFound = { readonly outcome: 'unknown' } | { readonly outcome: 'slowDown' }

/** What the visitor's code opens, and what may be done with it now. */
export async function lookUp(context: CentralContext, ask: Ask): Promise<LookUpOutcome> {
  const found = await find(context, ask)
  if (found.outcome !== 'opened') return found
  const { opened, town, nowMs } = found
  const { booking, byPaper } = opened
  const standing = standingAt(booking, nowMs)
  const ahead = booking.starts_at > nowMs
  const open = MOVABLE.includes(standing)
  return {
    outcome: 'found',
    booking: {
      officeId: booking.office_id,
      services: servicesOf(booking),
      ...slotAt(booking.starts_at, town.zone),
      standing,
      may: {
        checkIn: mayArrive(booking) && nowMs < booking.starts_at + CHECK_IN_MS,
        cancel: byPaper && open && ahead,
        move: byPaper && open && ahead && found.mayMove,
      },
    },
  }
}

/** Notes that the visitor has come (SEED S24): at a terminal of the booking's own address, from an hour before. */
export async function checkIn(context: CentralContext, ask: Ask): Promise<CheckInOutcome> {
  const found = await find(context, ask)
  if (found.outcome !== 'opened') return found
  const { booking } = found.opened
  if (booking.standing === 'arrived') return { outcome: 'arrived' }
  if (!mayArrive(booking)) return { outcome: 'notPossible', standing: booking.standing }
  if (!sameAddress(found.town, ask.kiosk.office_id, booking.office_id))
    return { outcome: 'otherOffice', officeId: booking.office_id }
  const opensMs = booking.starts_at - CHECK_IN_MS
  if (found.nowMs < opensMs) return { outcome: 'tooEarly', from: isoOf(opensMs) }
  if (found.nowMs >= booking.starts_at + CHECK_IN_MS) return { outcome: 'notPossible', standing: booking.standing }
  const change = await markArrived(context, booking.booking_id, { kind: 'visitor', id: ask.kiosk.kiosk_id })
  return change.outcome === 'impossible' ? { outcome: 'notPossible', standing: change.standing } : { outcome: 'arrived' }
}

/** Cancels the booking of the receipt at hand. A bare number opens nothing here, and is answered like an unknown one. */
export async function cancelByCode(context: CentralContext, ask: Ask): Promise<CancelOutcome> {
  const found = await find(context, ask)
  if (found.outcome !== 'opened') return found
  const { booking, byPaper } = found.opened
  if (!byPaper) return { outcome: 'unknown' }
  if (booking.starts_at <= found.nowMs) return { outcome: 'notPossible', standing: booking.standing }
  const change = await cancel(context, booking.booking_id, { actor: { kind: 'visitor', id: ask.kiosk.kiosk_id } })
  if (change.outcome === 'unknown') return { outcome: 'unknown' }
  return change.outcome === 'impossible' ? { outcome: 'notPossible', standing: change.standing } : { outcome: 'cancelled' }
}

export async function moveByCode(
  context: CentralContext,
  { startsAt, ...ask }: Ask & { startsAt: string },
): Promise<MoveOutcome> {
  const found = await find(context, ask)
  if (found.outcome !== 'opened') return found
  const { booking, byPaper } = found.opened
  if (!byPaper) return { outcome: 'unknown' }
  if (booking.starts_at <= found.nowMs) return { outcome: 'notPossible', standing: booking.standing }
  const actor = { kind: 'visitor', id: ask.kiosk.kiosk_id } as const
  const moved = await moveBooking(context, booking.booking_id, { startsAtMs: msOf(startsAt), audience: 'visitor', actor })
  if (moved.outcome === 'moved') return { outcome: 'moved', slot: slotAt(moved.booking.starts_at, found.town.zone) }
  return moved.outcome === 'impossible' ? { outcome: 'notPossible', standing: moved.standing } : moved
}

function find(context: CentralContext, { kiosk, code }: Ask): Promise<Found | NotFound> {
  const { store, clock, town: source } = context
  const nowMs = clock.nowMs()
  return store.transact(async (tx) => {
    const key = `returning:${kiosk.kiosk_id}`
    if (!(await countAttempt(tx, { key, limit: TRIES_A_MINUTE, windowMs: MINUTE_MS, nowMs }))) return { outcome: 'slowDown' }
    const opened = await openByCode(tx, code)
    if (!opened) return { outcome: 'unknown' }
    const [town, mayMove] = [await townOf(source, tx), await isMovable(tx, context, opened.booking)]
    return { outcome: 'opened', opened, town, mayMove, nowMs }
  })
}

const mayArrive = ({ standing }: BookingRow): boolean => standing === 'accepted' || standing === 'missed'

/** A terminal without an office of its own serves every office; one with an office serves all at the same address. */
function sameAddress(town: LoadedTown, kioskOfficeId: string | null, officeId: string): boolean {
  if (kioskOfficeId === null || kioskOfficeId === officeId) return true
  const [one, other] = [town.offices.get(kioskOfficeId)?.address, town.offices.get(officeId)?.address]
  return one !== undefined && other !== undefined && one.street === other.street && one.postalCode === other.postalCode
}
