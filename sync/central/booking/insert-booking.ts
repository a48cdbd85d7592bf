import { bookingNumber, type Standing } from '../../contract/booking.ts'
import type { Need } from '../../contract/wish.ts'
import { msOf } from '../planning/local-day.ts'
import type { Tx } from '../store/store.ts'
import { addBooking, type BookingRow } from './booking-row.ts'
import { writeNameWords } from './name-words.ts'
import type { BookingRoom, NewBooking } from './new-booking.ts'
import { record } from './transition.ts'

/** Writes a booking down: its row, the words of its name, the consent and the first lines of its history. */
export function insertBooking(
  tx: Tx,
  room: BookingRoom,
  wish: NewBooking,
  made: { need: Pick<Need, 'counterGroupId' | 'ticks'>; standing: Standing; confirmBy: number | null; overbooked: boolean },
): BookingRow {
  const row = rowOf(room, wish, made)
  addBooking(tx, row)
  writeNameWords(tx, wish.bookingId, wish.atRest.nameWords)
  tx.write('insert into consent_log (booking_id, version, accepted_at, logged_at, heard_by) values ($1, $2, $3, $4, $5)', [
    wish.bookingId,
    wish.consent.version,
    row.consent_at,
    room.nowMs,
    wish.caller?.heardBy ?? null,
  ])
  const { actor } = wish
  record(tx, room, wish.bookingId, { event: 'booked', actor, from: null, to: made.standing })
  const same = { actor, from: made.standing, to: made.standing }
  if (wish.caller && made.standing !== 'requested' && made.standing !== 'refused')
    record(tx, room, wish.bookingId, { ...same, event: 'confirmedSpoken' })
  if (made.overbooked) record(tx, room, wish.bookingId, { ...same, event: 'overbooked', reason: wish.caller?.overbook })
  return row
}

function rowOf(
  { town, nowMs }: BookingRoom,
  wish: NewBooking,
  made: { need: Pick<Need, 'counterGroupId' | 'ticks'>; standing: Standing; confirmBy: number | null; overbooked: boolean },
): BookingRow {
  const { atRest } = wish
  return {
    booking_id: wish.bookingId,
    number: bookingNumber(wish.bookingId),
    office_id: wish.officeId,
    counter_group: made.need.counterGroupId,
    day: town.dayOf(wish.startsAtMs),
    starts_at: wish.startsAtMs,
    ticks: made.need.ticks,
    services: JSON.stringify(wish.services),
    standing: made.standing,
    promised: Number(wish.promised),
    overbooked: Number(made.overbooked),
    channel: wish.channel,
    language: wish.language,
    kiosk_id: wish.kioskId,
    person_key_id: atRest.keyId,
    person: atRest.sealed,
    email_index: atRest.emailIndex,
    phone_index: atRest.phoneIndex,
    name_index: atRest.nameIndex,
    consent_version: wish.consent.version,
    consent_at: msOf(wish.consent.acceptedAt),
    receipt_key_hash: wish.receiptKeyHash,
    confirm_by: made.confirmBy,
    booked_at: wish.bookedAtMs,
    received_at: nowMs,
    changed_at: nowMs,
    revision: 0,
    decline_reason: null,
    note: wish.caller?.note ?? null,
    restricted: 0,
    objected_at: null,
    erased_at: null,
    pin_hash: wish.caller?.pinHash ?? null,
    documents: null,
  }
}
