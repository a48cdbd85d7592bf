import { createHash } from 'node:crypto'
import { type ServiceCount, ServiceCounts } from '../../contract/booking.ts'
import type { Keys } from '../keys/keys.ts'
import type { Tx } from '../store/store.ts'
import type { Reference } from './provider.ts'

/**
 * How far a reservation at the provider is. `reserving`: asked for, without an answer yet. `held`: for a hold of ours.
 * `toReserve`, `toRequest`, `toCancel`: the job has to. `watched`: the provider has the request, the job looks after it.
 */
export type ProvidedState = 'reserving' | 'held' | 'toReserve' | 'toRequest' | 'watched' | 'toCancel' | 'ended'

export type ProvidedRow = {
  readonly reservation_id: string
  readonly booking_id: string
  readonly office_id: string
  readonly starts_at: number
  readonly services: string
  readonly state: ProvidedState
  readonly key_id: string | null
  readonly reference: string | null
  readonly expires_at: number | null
  readonly due_at: number
  readonly attempts: number
}

export type ProvidedWish = {
  readonly bookingId: string
  readonly officeId: string
  readonly startsAtMs: number
  readonly services: readonly ServiceCount[]
}

/** One reservation for each wish of a booking: a second tap finds the first one's. */
export const reservationIdOf = ({ bookingId, officeId, startsAtMs, services }: ProvidedWish): string =>
  createHash('sha256')
    .update(JSON.stringify([bookingId, officeId, startsAtMs, services]))
    .digest('base64url')

export const reservationOf = (tx: Tx, wish: ProvidedWish): Promise<ProvidedRow | undefined> =>
  tx.one<ProvidedRow>('select * from provided_booking where reservation_id = $1', [reservationIdOf(wish)])

/** Notes that something is to be reserved; false where it is noted already. */
export async function noteReservation(
  tx: Tx,
  wish: ProvidedWish,
  { state, dueAt }: { state: 'reserving' | 'toReserve'; dueAt: number },
): Promise<boolean> {
  const { bookingId, officeId, startsAtMs, services } = wish
  const noted = await tx.run(
    `insert into provided_booking (reservation_id, booking_id, office_id, starts_at, services, state, due_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (reservation_id) do nothing`,
    [reservationIdOf(wish), bookingId, officeId, startsAtMs, JSON.stringify(services), state, dueAt],
  )
  return noted > 0
}

/** To what a sealed reference is bound. */
export const referenceContext = (reservationId: string): string => `reservation:${reservationId}`

/** The provider has reserved: how it finds the reservation again is sealed. */
export async function keepReference(
  tx: Tx,
  keys: Pick<Keys, 'seal'>,
  reservationId: string,
  { reference, expiresAt, state, dueAt }: { reference: Reference; expiresAt: number; state: ProvidedState; dueAt: number },
): Promise<void> {
  const { keyId, sealed } = keys.seal(JSON.stringify(reference), referenceContext(reservationId))
  await tx.run(
    `update provided_booking set key_id = $2, reference = $3, expires_at = $4, state = $5, due_at = $6, attempts = 0
     where reservation_id = $1`,
    [reservationId, keyId, sealed, expiresAt, state, dueAt],
  )
}

export function referenceOf(
  row: Pick<ProvidedRow, 'reservation_id' | 'key_id' | 'reference'>,
  keys: Pick<Keys, 'open'>,
): Reference | null {
  if (row.key_id === null || row.reference === null) return null
  const opened = keys.open({ keyId: row.key_id, sealed: row.reference }, referenceContext(row.reservation_id))
  return JSON.parse(opened) as Reference
}

/** Also counts the attempt, from which the next one's time follows. */
export async function moveOn(tx: Tx, reservationId: string, state: ProvidedState, dueAt: number): Promise<void> {
  await tx.run(
    `update provided_booking set state = $2, due_at = $3,
       attempts = case when state = $2 then attempts + 1 else 0 end where reservation_id = $1`,
    [reservationId, state, dueAt],
  )
}

/** Whatever is reserved for a booking there is to be given up, but for one reservation. */
export async function giveUp(tx: Tx, bookingId: string, { but, nowMs }: { but: string; nowMs: number }): Promise<void> {
  await tx.run(
    `update provided_booking set state = 'toCancel', due_at = $3, attempts = 0
     where booking_id = $1 and reservation_id <> $2 and state in ('held', 'toReserve', 'toRequest', 'watched')`,
    [bookingId, but, nowMs],
  )
}

export const servicesIn = (row: Pick<ProvidedRow, 'services'>): ServiceCount[] => ServiceCounts.parse(JSON.parse(row.services))
