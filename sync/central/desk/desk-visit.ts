import type * as z from 'zod/mini'
import type { Desk } from '../../contract/desk-api.ts'
import { worksAt } from '../../contract/works-at.ts'
import type { Change } from '../booking/booking-life.ts'
import { type BookingRow, loadBooking } from '../booking/booking-row.ts'
import type { Actor, CentralContext } from '../context.ts'
import type { KioskRow } from '../fleet/kiosk-row.ts'
import { type AuditEntry, writeAudit } from '../privacy/audit.ts'
import type { DeskFunction, StaffMember } from '../staff/roles.ts'
import type { Tx } from '../store/store.ts'
import type { LoadedTown } from '../town/town-source.ts'
import type { Looks } from './looks.ts'

/** One request of a member of staff who is signed in at a desk. */
export type DeskVisit = {
  readonly context: CentralContext
  readonly kiosk: KioskRow
  readonly member: StaffMember
  readonly actor: Actor
  readonly town: LoadedTown
  readonly nowMs: number
  readonly looks: Looks
}

/** The desk's methods for those who are signed in. */
export type DeskMethod = Exclude<DeskFunction, 'overbook'>
export type DeskWork<M extends DeskMethod> = (
  visit: DeskVisit,
  input: z.output<Desk[M]['input']>,
) => Promise<z.input<Desk[M]['output']>>
export type DeskWorks = { readonly [M in DeskMethod]: DeskWork<M> }

export const UNKNOWN = { outcome: 'unknown' } as const
const FORBIDDEN = { outcome: 'forbidden' } as const
export const DONE = { outcome: 'done' } as const
type Changed = z.input<Desk['cancelBooking']['output']>

/** The ids of the member's own offices. */
export const ownOffices = ({ member, town }: DeskVisit): string[] =>
  [...town.offices.keys()].filter((officeId) => worksAt(member, officeId))

/** Whether an office exists and is the member's own; nobody is told which of the two it is not. */
export const isOwnOffice = ({ member, town }: DeskVisit, officeId: string): boolean =>
  town.offices.has(officeId) && worksAt(member, officeId)

/** Appends to the audit log in the name of the member. */
export const note = (tx: Tx, { context: { random }, actor, nowMs }: DeskVisit, entry: Omit<AuditEntry, 'actor'>): Promise<void> =>
  writeAudit(tx, { random, nowMs }, { ...entry, actor })

/** The same where the work itself has committed already. */
export const noteAfter = (visit: DeskVisit, entry: Omit<AuditEntry, 'actor'>): Promise<void> =>
  visit.context.store.transact((tx) => note(tx, visit, entry))

/** The same for what a screen asks again by itself: once in a quarter of an hour for the same person and the same question. */
export async function noteLook(visit: DeskVisit, question: string, entry: Omit<AuditEntry, 'actor'>): Promise<void> {
  const { looks, actor, nowMs } = visit
  const look = `${String(actor.id)} ${entry.action} ${question}`
  if (!looks.isNew(look, nowMs)) return
  await noteAfter(visit, entry).catch((error: unknown) => {
    looks.forget(look)
    throw error
  })
}

/** A booking of the member's own offices; foreign, erased and unknown ones are all null. */
export function ownBooking({ context, member }: DeskVisit, bookingId: string): Promise<BookingRow | null> {
  return context.store.read(async (tx) => {
    const booking = await loadBooking(tx, bookingId)
    return booking && worksAt(member, booking.office_id) && booking.person !== null ? booking : null
  })
}

/**
 * Does a work on an own booking and writes down that it was asked for, by whom and what came of it. A booking that is
 * foreign, erased or unknown costs the same write, so that neither answer nor time tells which it is.
 */
export async function onOwnBooking<A extends { readonly outcome: string }>(
  visit: DeskVisit,
  { method, bookingId }: { method: DeskMethod; bookingId: string },
  work: (booking: BookingRow) => Promise<A>,
): Promise<A | typeof UNKNOWN | { outcome: 'notPossible'; standing: BookingRow['standing'] }> {
  const booking = await ownBooking(visit, bookingId)
  // Restriction of processing (Article 18 GDPR): nobody works with it until that is lifted.
  const answer = !booking
    ? UNKNOWN
    : booking.restricted === 1
      ? ({ outcome: 'notPossible', standing: booking.standing } as const)
      : await work(booking)
  await noteAfter(visit, {
    action: `booking.${method}`,
    bookingId,
    ...(booking && { officeId: booking.office_id }),
    detail: answer.outcome,
  })
  return answer
}

/** Writes down that a function was asked for which the member's role does not have, and for which booking. */
export async function forbidden(visit: DeskVisit, method: DeskMethod, input: unknown): Promise<typeof FORBIDDEN> {
  const named = typeof input === 'object' && input !== null && 'bookingId' in input ? input.bookingId : null
  const bookingId = typeof named === 'string' ? { bookingId: named } : {}
  await noteAfter(visit, { action: `desk.${method}`, ...bookingId, detail: FORBIDDEN.outcome })
  return FORBIDDEN
}

/** Writes down that an office was asked for which is not the member's own, or does not exist. */
export async function noSuchOffice(visit: DeskVisit, method: DeskMethod): Promise<typeof UNKNOWN> {
  await noteAfter(visit, { action: `desk.${method}`, detail: UNKNOWN.outcome })
  return UNKNOWN
}

/** A change of a booking as the desk's wire says it. What had been done before is done. */
export function answerOf(change: Change): Changed {
  if (change.outcome === 'unknown') return UNKNOWN
  return change.outcome === 'impossible' ? { outcome: 'notPossible', standing: change.standing } : DONE
}
